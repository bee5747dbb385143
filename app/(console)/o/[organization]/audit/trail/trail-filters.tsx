import { FilterBar } from "#components/filter-bar.tsx";
import { FilterCombobox } from "#components/filter-combobox.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { anyKey } from "#lib/i18n/any-key.ts";
import { trailActions } from "#lib/audit/actions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { actionLabel } from "#lib/trail/label.ts";
import { outcomes } from "#lib/trail/outcomes.ts";
import { SearchField } from "#components/search-field.tsx";
import { DayFilter } from "../day-filter.tsx";

export async function TrailFilters() {
  const t = await getTranslations("trail");
  const words = anyKey(t);
  return (
    <FilterBar>
      <SearchField name="target" label={t("filters.target")} className="sm:w-52" />
      <SearchField name="actor" label={t("filters.actor")} className="sm:w-52" />
      <FilterCombobox
        name="action"
        label={t("filters.action")}
        options={trailActions.map((action) => ({
          value: action,
          label: actionLabel(words, action),
          hint: action,
        }))}
        multiple
      />
      <FilterSelect
        name="outcome"
        label={t("filters.outcome")}
        options={outcomes.map((outcome) => ({ value: outcome, label: t(`outcomes.${outcome}`) }))}
      />
      <DayFilter name="from" label={t("filters.from")} />
      <DayFilter name="to" label={t("filters.to")} />
    </FilterBar>
  );
}
