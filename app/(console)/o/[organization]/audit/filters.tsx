import Link from "next/link";
import { Suspense } from "react";
import { FilterBar } from "#components/filter-bar.tsx";
import { FilterCombobox } from "#components/filter-combobox.tsx";
import { SearchField } from "#components/search-field.tsx";
import { Timely } from "#components/timely.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { AnyKey } from "#lib/i18n/any-key.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import { labelOf } from "#lib/audit-events/describe.ts";
import { listFacets } from "#lib/audit-events/facets.ts";
import { visible } from "#lib/audit-events/visible.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { DayFilter } from "./day-filter.tsx";
import { MoreFilters } from "./more-filters.tsx";
import { TextFilter } from "./text-filter.tsx";

/** Types that appear in the log, each family that has several of them first. */
function typeOptions(words: AnyKey, wholeFamily: (family: string) => string, types: string[]) {
  const families = Map.groupBy(types, (type) => type.split(".")[0] ?? "");
  return [...families].flatMap(([family, members]) => {
    const name = words.has(`families.${family}`) ? words(`families.${family}`) : visible(family);
    const whole = { value: `${family}.*`, label: wholeFamily(name), hint: `${family}.*` };
    const single = members.map((type) => ({ value: type, label: labelOf(words, type), hint: visible(type) }));
    return members.length > 1 ? [whole, ...single] : single;
  });
}

async function FacetFilters({ actor }: { actor: Actor }) {
  const [facets, t, events] = await Promise.all([
    listFacets(actor),
    getTranslations("audit"),
    getTranslations("events"),
  ]);
  const words = anyKey(events);
  return (
    <>
      <FilterCombobox
        name="type"
        label={t("filters.type")}
        options={typeOptions(words, (family) => t("filters.wholeFamily", { family }), facets.types)}
        multiple
      />
      <TextFilter
        name="actor"
        label={t("filters.actor")}
        hint={t("filters.actorHint")}
        suggestions={facets.emails}
      />
      <FilterCombobox
        name="project"
        label={t("filters.project")}
        options={facets.projects.map(({ id, name }) => ({
          value: id,
          label: visible(name),
          hint: visible(id),
        }))}
      />
    </>
  );
}

type FiltersProps = { actor: Actor; /** The filters that are set. */ active: readonly string[] };

/** The filter bar of the audit log; every filter is in the address. */
export async function Filters({ actor, active }: FiltersProps) {
  const [t, common] = await Promise.all([getTranslations("audit"), getTranslations("common")]);
  const hidden = active.filter((name) => ["resource", "ip", "tenant"].includes(name)).length;
  return (
    <FilterBar>
      <SearchField label={t("filters.search")} />
      <Suspense fallback={<Skeleton className="h-8.5 w-full sm:w-96" />}>
        <Timely brief part={() => FacetFilters({ actor })} />
      </Suspense>
      <DayFilter name="from" label={t("filters.from")} />
      <DayFilter name="to" label={t("filters.to")} />
      <MoreFilters active={hidden} />
      {active.length > 0 && (
        <Link className={buttonClass({ variant: "ghost" })} href={`/o/${actor.organization.slug}/audit`}>
          {common("clearFilters")}
        </Link>
      )}
    </FilterBar>
  );
}
