import type { RetentionChoice } from "#lib/retention/choices.ts";

type Words = (
  key: "retention.choice.all" | "retention.choice.months" | "retention.choice.years",
  values?: Record<string, number>,
) => string;

/** A time to keep in words: years where it is whole ones. */
export function wordRetention(t: Words, keep: RetentionChoice): string {
  if (keep === "all") return t("retention.choice.all");
  const months = Number(keep);
  return months % 12 === 0
    ? t("retention.choice.years", { years: months / 12 })
    : t("retention.choice.months", { months });
}
