"use client";
import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { FilterSelect } from "#components/filter-select.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { TextFilter } from "./text-filter.tsx";

/** The filters that are wanted less often; the button says how many of them are set. */
export function MoreFilters({ active }: { active: number }) {
  const t = useTranslations("audit");
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button>
          <SlidersHorizontal aria-hidden />
          {t("filters.more")}
          {active > 0 && <Badge tone="primary">{active}</Badge>}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="grid gap-2">
        <TextFilter name="resource" label={t("filters.resource")} className="sm:w-full" />
        <TextFilter name="ip" label={t("filters.ip")} className="sm:w-full" />
        <FilterSelect
          name="tenant"
          label={t("filters.tenant")}
          className="w-full"
          options={[
            { value: "yes", label: t("filters.tenantYes") },
            { value: "no", label: t("filters.tenantNo") },
          ]}
        />
      </PopoverContent>
    </Popover>
  );
}
