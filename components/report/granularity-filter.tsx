import { FilterSelect } from "#components/filter-select.tsx";
import { translationsHere } from "#lib/i18n/server.ts";
import type { Granularity } from "#lib/usage/granularities.ts";

type GranularityFilterProps = {
  offered: readonly Granularity[];
  /** What holds now. */ current: Granularity;
};

/** How long a column of a report is, kept in the address; what is not chosen follows the range. */
export function GranularityFilter({ offered, current }: GranularityFilterProps) {
  const t = translationsHere("common");
  const word = (granularity: Granularity) => t(`report.granularities.${granularity}`);
  return (
    <FilterSelect
      name="per"
      label={t("report.per")}
      allLabel={t("report.automatic", { per: word(current) })}
      options={offered.map((value) => ({ value, label: word(value) }))}
    />
  );
}
