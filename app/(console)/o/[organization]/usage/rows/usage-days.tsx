import { DaysTable } from "#components/report/days-table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { measureKey, unitOf } from "#lib/usage/kinds.ts";
import type { RowsLink } from "#lib/usage/parse-rows.ts";
import type { RowsQuery } from "#lib/usage/rows.ts";
import { listUsageDays } from "#lib/usage/rows.ts";
import { rowsAddress } from "../address.ts";

type UsageDaysProps = { actor: Actor; link: RowsLink; query: RowsQuery };

export async function UsageDays({ actor, link, query }: UsageDaysProps) {
  const [page, t] = await Promise.all([listUsageDays(actor, query, link), getTranslations("usage")]);
  return (
    <DaysTable
      actor={actor}
      of="usage"
      page={page}
      measure={t(measureKey(query.kind, query.measure))}
      unit={unitOf(query.kind, query.measure)}
      hrefOf={(day) =>
        rowsAddress(actor.organization.slug, {
          ...link,
          range: "custom",
          from: day,
          through: day,
          hour: null,
        })
      }
    />
  );
}
