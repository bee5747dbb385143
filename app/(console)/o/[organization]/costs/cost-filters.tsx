import { FilterBar } from "#components/filter-bar.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { labelGroups } from "#components/report/group-labels.ts";
import { OptionFilter } from "#components/report/option-filter.tsx";
import { RangeFilter } from "#components/report/range-filter.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import type { CostLink, CostQuery } from "#lib/costs/filters.ts";
import { costGranularities } from "#lib/costs/filters.ts";
import type { CostDimension } from "#lib/costs/groupings.ts";
import { costDimensions, filtersOf } from "#lib/costs/groupings.ts";
import { costsMirroredSince } from "#lib/costs/mirrored-since.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { addDays } from "#lib/usage/days.ts";
import { linkValue, unnamed } from "#lib/usage/filters.ts";
import { comparisons } from "#lib/usage/ranges.ts";

type CostFiltersProps = { actor: Actor; link: CostLink; query: CostQuery };

/** What to show of which days. Everything is in the address. */
export async function CostFilters({ actor, link, query }: CostFiltersProps) {
  const [t, common] = await Promise.all([getTranslations("costs"), getTranslations("common")]);
  const shown = { from: query.range.fromOn, through: addDays(query.range.toOn, -1) };
  return (
    <div className="grid gap-2">
      <FilterBar>
        <RangeFilter defaultRange="month" shown={shown} />
        <FilterSelect
          name="per"
          label={common("report.per")}
          allLabel={common("report.automatic", { per: common(`report.granularities.${query.granularity}`) })}
          options={costGranularities.map((value) => ({
            value,
            label: common(`report.granularities.${value}`),
          }))}
        />
        <FilterSelect
          name="by"
          label={t("by")}
          allLabel={null}
          defaultValue="project"
          options={costDimensions.map((value) => ({ value, label: t(`bys.${value}`) }))}
        />
        <FilterSelect
          name="compare"
          label={common("report.compare")}
          allLabel={null}
          defaultValue="none"
          options={comparisons.map((value) => ({ value, label: common(`report.comparisons.${value}`) }))}
        />
        {filtersOf(query.groupBy).map((dimension) => (
          <CostPicker key={dimension} actor={actor} link={link} dimension={dimension} />
        ))}
      </FilterBar>
      <Since actor={actor} groupBy={query.groupBy} />
    </div>
  );
}

type CostPickerProps = { actor: Actor; link: CostLink; dimension: CostDimension };

async function CostPicker({ actor, link, dimension }: CostPickerProps) {
  if (dimension === "key" && !can(actor, "keys.read")) return null;
  const t = await getTranslations("costs");
  const groups = link[dimension].map((value) => (value === unnamed ? "" : value));
  const labelOf = await labelGroups(actor, dimension, groups);
  return (
    <OptionFilter
      organization={actor.organization.slug}
      of={dimension}
      label={t(`dimensions.${dimension}`)}
      named={groups.map((group) => ({ value: linkValue(group), label: labelOf(group).label }))}
    />
  );
}

/** Upstream answers costs by member and by key only from some day on, or not at all: said where it matters. */
async function Since({ actor, groupBy }: { actor: Actor; groupBy: CostDimension }) {
  if (groupBy === "project" || groupBy === "lineItem") return null;
  const [since, t, format] = await Promise.all([
    costsMirroredSince(actor, groupBy),
    getTranslations("costs"),
    getFormat(actor.organization.timeZone),
  ]);
  return (
    <p className="text-muted-foreground text-xs">
      {since
        ? t(`since.${groupBy}`, { day: format.day(since) })
        : t(`since.${groupBy === "member" ? "noMembers" : "noKeys"}`)}
    </p>
  );
}
