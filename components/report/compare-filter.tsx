import { FilterSelect } from "#components/filter-select.tsx";
import { translationsHere } from "#lib/i18n/server.ts";
import { comparisons } from "#lib/usage/ranges.ts";

export function CompareFilter() {
  const t = translationsHere("common");
  return (
    <FilterSelect
      name="compare"
      label={t("report.compare")}
      allLabel={null}
      defaultValue="none"
      options={comparisons.map((value) => ({ value, label: t(`report.comparisons.${value}`) }))}
    />
  );
}
