import Link from "next/link";
import type { Address } from "#components/address.ts";
import type { Format } from "#lib/i18n/format.ts";
import { translationsHere } from "#lib/i18n/server.ts";
import type { Unit } from "#lib/i18n/write-unit.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";

type ChangeProps = {
  /** Decimal digits. */
  value: string;
  before: string | null;
  format: Format;
  unit: Unit;
  href?: Address;
};

/** A ratio for reading, not for adding up: a float is exact enough. Null where there is nothing to divide by. */
function ratioOf(value: string, before: string): number | null {
  return Number(before) === 0 ? null : (Number(value) - Number(before)) / Math.abs(Number(before));
}

/** How much more or less than before, in per cent; the figure before on hover. Nothing where nothing is compared. */
export function Change({ value, before, format, unit, href }: ChangeProps) {
  if (before === null) return null;
  const t = translationsHere("common");
  const was = t("report.was", { value: writeUnit(format, unit).full(before) });
  const ratio = ratioOf(value, before);
  const sign = ratio !== null && ratio > 0 ? "+" : "";
  const none = Number(value) === 0 ? "–" : t("report.new");
  const shown = ratio === null ? none : `${sign}${format.percent(ratio)}`;
  if (!href) {
    return (
      <span title={was} className="tabular-nums">
        {shown}
      </span>
    );
  }
  return (
    <Link
      href={href}
      prefetch={false}
      title={was}
      className="tabular-nums underline-offset-4 hover:underline"
    >
      {shown}
    </Link>
  );
}
