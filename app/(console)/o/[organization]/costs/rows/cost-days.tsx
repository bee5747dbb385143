import { EmptyState } from "#components/empty-state.tsx";
import { DaysTable } from "#components/report/days-table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { CostLink, CostQuery } from "#lib/costs/filters.ts";
import { listCostDays } from "#lib/costs/rows.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { rowsAddress } from "../address.ts";

type CostDaysProps = { actor: Actor; link: CostLink; query: CostQuery };

/** The UTC days that make up a figure of a longer period. */
export async function CostDays({ actor, link, query }: CostDaysProps) {
  const [page, t, format] = await Promise.all([
    listCostDays(actor, query, link),
    getTranslations("costs"),
    getFormat(actor.organization.timeZone),
  ]);
  if (page.rows.length === 0) return <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>;
  return (
    <DaysTable
      page={page}
      label={t("rows")}
      measure={t("amount")}
      unit="money"
      format={format}
      hrefOf={(day) =>
        rowsAddress(actor.organization.slug, { ...link, range: "custom", from: day, through: day })
      }
    />
  );
}
