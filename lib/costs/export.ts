import { recordAccess } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import { nameGroups } from "#lib/usage/name-groups.ts";
import { csvLine, csvText } from "./csv.ts";
import type { CostQuery } from "./filters.ts";
import type { CostDimension } from "./groupings.ts";
import { filtersOf } from "./groupings.ts";
import { costColumn, costRows } from "./select-rows.ts";

const pageSize = 2000;

type Row = { day: string; first: string; second: string; amount: string };

function columnsOf(query: CostQuery): { first: CostDimension; second: CostDimension | null } {
  const [first = query.groupBy, second = null] = filtersOf(query.groupBy);
  return { first, second };
}

/** The next rows after one, in the order of the rollup's key: memory holds one page however long the file is. */
async function readPage(actor: Actor, query: CostQuery, after: Row | null): Promise<Row[]> {
  const { first, second } = columnsOf(query);
  const secondColumn = second ? costColumn(second) : Prisma.sql`''`;
  const asked = second ? [first, second] : [first];
  const from = after
    ? Prisma.sql`WHERE (day, ${costColumn(first)}, ${secondColumn}) > (${after.day}::date, ${after.first}, ${after.second})`
    : Prisma.empty;
  const range = after ? { ...query.range, fromOn: after.day } : query.range;
  return scopedSql<Row>(
    actor,
    Prisma.sql`
      SELECT to_char(day, 'YYYY-MM-DD') AS day, ${costColumn(first)} AS first, ${secondColumn} AS second,
        trim_scale(sum(amount))::text AS amount
      ${costRows(actor, asked, query.filters, range, "day")} ${from}
      GROUP BY billed_rows.day, 2, 3 ORDER BY billed_rows.day, 2, 3 LIMIT ${pageSize}`,
  );
}

async function* lines(actor: Actor, query: CostQuery): AsyncGenerator<string> {
  const { first, second } = columnsOf(query);
  const heads = {
    project: "project_id,project_name",
    lineItem: "line_item",
    member: "member_id,member_name",
    key: "api_key_id,api_key_name",
  };
  yield csvLine(["day_utc", heads[first], ...(second ? [heads[second]] : []), "amount", "currency"]);

  let after: Row | null = null;
  do {
    const page: Row[] = await readPage(actor, query, after);
    const names =
      first === "lineItem"
        ? null
        : await nameGroups(
            actor,
            first,
            page.map((row) => row.first),
          );
    yield page
      .map((row) => {
        const name = names ? [csvText(names.get(row.first)?.label ?? "")] : [];
        const rest = second ? [csvText(row.second)] : [];
        return csvLine([row.day, csvText(row.first), ...name, ...rest, row.amount, "usd"]);
      })
      .join("");
    after = page.length < pageSize ? null : (page.at(-1) ?? null);
  } while (after);
}

/**
 * Costs by day at the finest detail of the grouping, as the lines of a CSV file; their sum is the total of the
 * page with the same filter. The export is on the trail before its first line. Throws DomainError "forbidden".
 */
export async function exportCosts(actor: Actor, query: CostQuery): Promise<AsyncGenerator<string>> {
  authorize(actor, "costs.read");
  await recordAccess({
    actor,
    organizationId: actor.organization.id,
    action: "table.export",
    target: { kind: "table", id: "costs", label: `costs ${query.range.fromOn} – ${query.range.toOn}` },
    input: query,
  });
  return lines(actor, query);
}
