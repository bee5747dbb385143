"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { useUrlParams } from "#components/use-url-params.ts";
import type { RangeName } from "#lib/usage/range-names.ts";
import { rangeNames } from "#lib/usage/range-names.ts";

type RangeFilterProps = {
  /** What holds while the address says nothing. */
  defaultRange: RangeName;
  /** First and last day of what is shown, both included: where a custom range starts from. */
  shown: { from: string; through: string };
};

/** The browser's own date fields give nothing else, but an address may hold anything. */
function dayOf(text: string | null): string | null {
  return text !== null && /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
}

/** The days of a report, kept in the address: one of the usual ranges, or from one day through another. */
export function RangeFilter({ defaultRange, shown }: RangeFilterProps) {
  const t = useTranslations("common");
  const { params, change: choose, pending } = useUrlParams();
  const chosen = {
    range: rangeNames.find((known) => known === params.get("range")) ?? defaultRange,
    from: dayOf(params.get("from")),
    through: dayOf(params.get("through")),
  };
  const changeRange = (name: string) => {
    const range = rangeNames.find((known) => known === name) ?? defaultRange;
    const days = range === "custom" ? shown : { from: null, through: null };
    choose({ range: range === defaultRange ? null : range, ...days, after: null, before: null });
  };
  const changeDay = (end: "from" | "through", day: string) => {
    if (dayOf(day)) choose({ [end]: day, after: null, before: null });
  };

  return (
    <>
      <Select
        aria-label={t("report.range")}
        aria-busy={pending}
        className="w-auto"
        value={chosen.range}
        onChange={(event) => changeRange(event.target.value)}
      >
        {rangeNames.map((name) => (
          <option key={name} value={name}>
            {t(`report.ranges.${name}`)}
          </option>
        ))}
      </Select>
      {chosen.range === "custom" &&
        (["from", "through"] as const).map((end) => (
          <Input
            key={`${end}-${chosen[end] ?? shown[end]}`}
            type="date"
            aria-label={t(`report.${end}`)}
            defaultValue={chosen[end] ?? shown[end]}
            min="2000-01-01"
            max="2099-12-31"
            className="w-auto"
            onBlur={(event) => changeDay(end, event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") changeDay(end, event.currentTarget.value);
            }}
          />
        ))}
    </>
  );
}
