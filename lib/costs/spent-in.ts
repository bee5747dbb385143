import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { DayRange } from "#lib/usage/days.ts";

/** What UTC days cost, in US dollars as exact decimal digits. Throws DomainError "forbidden". */
export async function spentIn(actor: Actor, { fromOn, toOn }: DayRange): Promise<string> {
  authorize(actor, "costs.read");
  const [spent] = await scopedSql<{ amount: string }>(
    actor,
    Prisma.sql`
      SELECT trim_scale(coalesce(sum(amount), 0))::text AS amount FROM facts.costs_daily
      WHERE organization_id = ${actor.organization.id}::uuid AND grain = 'total' AND lower(currency) = 'usd'
        AND day >= ${fromOn}::date AND day < ${toOn}::date`,
  );
  return spent?.amount ?? "0";
}
