import { FilterBar } from "#components/filter-bar.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { CompareFilter } from "#components/report/compare-filter.tsx";
import { GranularityFilter } from "#components/report/granularity-filter.tsx";
import { nameChosen } from "#components/report/name-chosen.ts";
import { OptionFilter } from "#components/report/option-filter.tsx";
import { RangeFilter } from "#components/report/range-filter.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import { addDays } from "#lib/usage/days.ts";
import type { UsageLink } from "#lib/usage/filters.ts";
import { allowedGranularities } from "#lib/usage/granularities.ts";
import type { Dimension } from "#lib/usage/kinds.ts";
import { dimensions, kindOf, measureKey } from "#lib/usage/kinds.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";

type UsageFiltersProps = { actor: Actor; link: UsageLink; query: UsageQuery };

/** What to show of which days. Everything is in the address. */
export async function UsageFilters({ actor, link, query }: UsageFiltersProps) {
  const t = await getTranslations("usage");
  const kind = kindOf(query.kind);
  const shown = { from: query.range.fromOn, through: addDays(query.range.toOn, -1) };

  return (
    <div className="grid gap-2">
      <FilterBar>
        <FilterSelect
          name="kind"
          label={t("kind")}
          allLabel={null}
          defaultValue="completions"
          options={usageKindNames.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <RangeFilter defaultRange="30d" shown={shown} />
        <GranularityFilter offered={allowedGranularities(query.range)} current={query.granularity} />
        <FilterSelect
          name="by"
          label={t("by")}
          allLabel={null}
          defaultValue={kind.by}
          options={kind.dimensions.map((value) => ({ value, label: t(`bys.${value}`) }))}
        />
        <FilterSelect
          name="show"
          label={t("measure")}
          allLabel={null}
          defaultValue={kind.leading}
          options={kind.measures.map((value) => ({ value, label: t(measureKey(query.kind, value)) }))}
        />
        <CompareFilter />
      </FilterBar>
      <UsagePickers actor={actor} link={link} offered={kind.dimensions} />
    </div>
  );
}

type UsagePickersProps = { actor: Actor; link: UsageLink; offered: readonly Dimension[] };

async function UsagePickers({ actor, link, offered }: UsagePickersProps) {
  const [t, common] = await Promise.all([getTranslations("usage"), getTranslations("common")]);
  const may = { member: can(actor, "members.read"), key: can(actor, "keys.read") };
  const pickers = dimensions.filter(
    (dimension): dimension is Exclude<Dimension, "batch"> =>
      dimension !== "batch" &&
      offered.includes(dimension) &&
      !(dimension in may && !may[dimension as keyof typeof may]),
  );
  const named = await Promise.all(pickers.map((dimension) => nameChosen(actor, dimension, link[dimension])));

  return (
    <FilterBar>
      {pickers.map((dimension, index) => (
        <OptionFilter
          key={dimension}
          organization={actor.organization.slug}
          of={dimension}
          label={t(`dimensions.${dimension}`)}
          named={named[index] ?? []}
        />
      ))}
      {offered.includes("batch") && (
        <FilterSelect
          name="batch"
          label={t("dimensions.batch")}
          options={[
            { value: "true", label: common("report.batch") },
            { value: "false", label: common("report.notBatch") },
          ]}
        />
      )}
    </FilterBar>
  );
}
