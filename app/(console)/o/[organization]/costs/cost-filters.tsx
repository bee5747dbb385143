import { FilterBar } from "#components/filter-bar.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { CompareFilter } from "#components/report/compare-filter.tsx";
import { GranularityFilter } from "#components/report/granularity-filter.tsx";
import { nameChosen } from "#components/report/name-chosen.ts";
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

type CostFiltersProps = { actor: Actor; link: CostLink; query: CostQuery };

/** What to show of which days. Everything is in the address. */
export async function CostFilters({ actor, link, query }: CostFiltersProps) {
  const t = await getTranslations("costs");
  const shown = { from: query.range.fromOn, through: addDays(query.range.toOn, -1) };
  return (
    <div className="grid gap-2">
      <FilterBar>
        <RangeFilter defaultRange="month" shown={shown} />
        <GranularityFilter offered={costGranularities} current={query.granularity} />
        <FilterSelect
          name="by"
          label={t("by")}
          allLabel={null}
          defaultValue="project"
          options={costDimensions.map((value) => ({ value, label: t(`bys.${value}`) }))}
        />
        <CompareFilter />
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
  const named = await nameChosen(actor, dimension, link[dimension]);
  return (
    <OptionFilter
      organization={actor.organization.slug}
      of={dimension}
      label={t(`dimensions.${dimension}`)}
      named={named}
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
