import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import type { Dimension } from "#lib/usage/kinds.ts";
import type { GroupName } from "#lib/usage/name-groups.ts";
import { nameGroups } from "#lib/usage/name-groups.ts";

/** Names groups of a report; null is all groups beyond the largest, "" what upstream named none for. */
export type GroupLabel = (group: string | null) => GroupName;

/** Looks up the names of groups once, for the chart and the table of a report. */
export async function labelGroups(
  actor: Actor,
  dimension: Dimension | "lineItem",
  groups: readonly (string | null)[],
): Promise<GroupLabel> {
  const t = await getTranslations("common");
  const ids = groups.filter((group) => group !== null);
  const names =
    dimension === "lineItem" ? new Map<string, GroupName>() : await nameGroups(actor, dimension, ids);
  const plain = (label: string): GroupName => ({ label, detail: null, isGone: false });

  return (group) => {
    if (group === null) return plain(t("report.others"));
    if (group === "") return plain(t("report.unnamed"));
    if (dimension === "batch") return plain(t(group === "true" ? "report.batch" : "report.notBatch"));
    return names.get(group) ?? plain(group);
  };
}

/** Labels for where the detail has no place of its own: those of one name carry theirs, of a key its end. */
export function distinctLabels(names: readonly GroupName[]): string[] {
  return names.map(({ label, detail }, index) => {
    const hasTwin = names.some((other, place) => place !== index && other.label === label);
    return hasTwin && detail !== null ? `${label} · ${detail.replace(/^.*\*/, "…")}` : label;
  });
}
