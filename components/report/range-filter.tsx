"use client";
import { useTransition } from "react";
import { parseAsString, useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { isDay } from "#lib/usage/days.ts";
import { rangeParsers } from "#lib/usage/filters.ts";
import type { RangeName } from "#lib/usage/ranges.ts";
import { rangeNames } from "#lib/usage/ranges.ts";

type RangeFilterProps = {
  /** What holds while the address says nothing. */
  defaultRange: RangeName;
  /** First and last day of what is shown, both included: where a custom range starts from. */
  shown: { from: string; through: string };
};

/** The days of a report, kept in the address: one of the usual ranges, or from one day through another. */
export function RangeFilter({ defaultRange, shown }: RangeFilterProps) {
  const t = useTranslations("common");
  const [pending, startTransition] = useTransition();
  const [chosen, choose] = useQueryStates(
    {
      ...rangeParsers,
      range: rangeParsers.range.withDefault(defaultRange),
      after: parseAsString,
      before: parseAsString,
    },
    { shallow: false, startTransition },
  );
  const changeRange = (name: string) => {
    const range = rangeNames.find((known) => known === name) ?? defaultRange;
    const days = range === "custom" ? shown : { from: null, through: null };
    void choose({ range, ...days, after: null, before: null });
  };
  const changeDay = (end: "from" | "through", day: string) => {
    if (isDay(day)) void choose({ [end]: day, after: null, before: null });
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
