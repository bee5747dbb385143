import { Suspense } from "react";
import { FilterBar } from "#components/filter-bar.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { labelGroups } from "#components/report/group-labels.ts";
import { OptionFilter } from "#components/report/option-filter.tsx";
import { SearchField } from "#components/search-field.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { keyRisks } from "#lib/keys/key-risk.ts";
import { ownerKinds } from "#lib/keys/list.ts";
import { OwnerChip } from "./owner-chip.tsx";
import type { KeyLink } from "#lib/keys/link.ts";

const unusedDays = [30, 60, 90, 180, 365];
const ageDays = [90, 180, 365, 730];

/** The usual numbers of days, and the one that the address asks for. */
function withAsked(usual: number[], asked: unknown): number[] {
  return typeof asked === "number" && !usual.includes(asked)
    ? [...usual, asked].toSorted((one, other) => one - other)
    : usual;
}

async function AgeFilters({ link }: { link: KeyLink }) {
  const t = await getTranslations("keys");
  return (
    <>
      <FilterSelect
        name="unused"
        label={t("used")}
        options={[
          { value: "never", label: t("neverUsed") },
          ...withAsked(unusedDays, link.unused).map((days) => ({
            value: String(days),
            label: t("unusedFor", { days }),
          })),
        ]}
      />
      <FilterSelect
        name="older"
        label={t("age")}
        options={withAsked(ageDays, link.older).map((days) => ({
          value: String(days),
          label: t("olderThan", { days }),
        }))}
      />
      <FilterSelect name="expiry" label={t("expires")} options={[{ value: "none", label: t("noExpiry") }]} />
    </>
  );
}

/** Which keys are shown. Everything is in the address. */
export async function KeyFilters({ actor, link }: { actor: Actor; link: KeyLink }) {
  const t = await getTranslations("keys");
  const chosen = link.project === null || link.project.includes("\0") ? [] : [link.project];
  const labelOf = await labelGroups(actor, "project", chosen);
  return (
    <FilterBar>
      <SearchField label={t("search")} className="sm:w-80" />
      <OptionFilter
        organization={actor.organization.slug}
        of="project"
        single
        label={t("project")}
        named={chosen.map((id) => ({ value: id, label: labelOf(id).label }))}
      />
      <FilterSelect
        name="kind"
        label={t("owner")}
        options={ownerKinds.map((value) => ({ value, label: t(`ownerKinds.${value}`) }))}
      />
      <FilterSelect
        name="risk"
        label={t("risk")}
        options={[
          { value: "any", label: t("anyRisk") },
          ...keyRisks.map((risk) => ({ value: risk, label: t(`risks.${risk}`) })),
        ]}
      />
      <AgeFilters link={link} />
      {link.owner !== null && (
        <Suspense>
          <OwnerChip actor={actor} ownerId={link.owner} />
        </Suspense>
      )}
    </FilterBar>
  );
}
