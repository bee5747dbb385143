import { getTranslations } from "#lib/i18n/server.ts";
import type { Format } from "#lib/i18n/format.ts";

type ChangeProps = {
  /** Decimal digits. */
  value: string;
  before: string | null;
  format: Format;
  unit: "count" | "money";
};

/** How much more or less than before, in per cent; the figure before on hover. Nothing where nothing is compared. */
export async function Change({ value, before, format, unit }: ChangeProps) {
  if (before === null) return null;
  const t = await getTranslations("common");
  const was = t("report.was", { value: unit === "money" ? format.money(before) : format.number(before) });
  if (Number(before) === 0) {
    return <span title={was}>{Number(value) === 0 ? "–" : t("report.new")}</span>;
  }
  // A ratio for reading, not for adding up: a float is exact enough.
  const ratio = (Number(value) - Number(before)) / Math.abs(Number(before));
  const sign = ratio > 0 ? "+" : "";
  return (
    <span title={was} className="tabular-nums">
      {sign}
      {format.percent(ratio)}
    </span>
  );
}
