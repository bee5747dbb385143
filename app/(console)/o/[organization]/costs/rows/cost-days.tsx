import { DaysTable } from "#components/report/days-table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { CostLink, CostQuery } from "#lib/costs/filters.ts";
import { listCostDays } from "#lib/costs/rows.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { rowsAddress } from "../address.ts";

type CostDaysProps = { actor: Actor; link: CostLink; query: CostQuery };

/** The UTC days that make up a figure of a longer period. */
export async function CostDays({ actor, link, query }: CostDaysProps) {
  const [page, t] = await Promise.all([listCostDays(actor, query, link), getTranslations("costs")]);
  return (
    <DaysTable
      actor={actor}
      of="costs"
      page={page}
      measure={t("amount")}
      unit="money"
      hrefOf={(day) =>
        rowsAddress(actor.organization.slug, { ...link, range: "custom", from: day, through: day })
      }
    />
  );
}
