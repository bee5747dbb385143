import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { noDay } from "#lib/sync/compare/save-counts.ts";
import { DomainError } from "#lib/errors.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { enqueueStream } from "#lib/jobs/queue.ts";
import { scopedSql } from "#lib/scoped.ts";
import { streamKinds } from "#lib/sync/kinds.ts";

export const RereadDays = z.object({ comparisonId: z.uuid(), kind: z.enum(streamKinds) });

const daySeconds = 86_400;

type Stretch = { from: number; to: number };

/** Days as stretches, those that follow each other in one. */
function stretchesOf(days: string[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const day of days.toSorted()) {
    const from = Date.parse(`${day}T00:00:00Z`) / 1000;
    const last = stretches.at(-1);
    if (last?.to === from) last.to += daySeconds;
    else stretches.push({ from, to: from + daySeconds });
  }
  return stretches;
}

/** Reads exactly the days of a stream again that a comparison found to differ. Throws DomainError "not_found" if none do. */
export async function rereadDays(
  actor: Actor,
  { comparisonId, kind }: z.output<typeof RereadDays>,
): Promise<{ days: number }> {
  authorize(actor, "streams.sync");
  const organizationId = actor.organization.id;
  const rows = await scopedSql<{ day: string }>(
    actor,
    Prisma.sql`SELECT DISTINCT day::text AS day FROM comparison_counts
      WHERE organization_id = ${organizationId}::uuid AND comparison_id = ${comparisonId}::uuid
        AND stream = ${kind} AND abs(upstream - mirror) > 0.000001`,
  );
  if (rows.length === 0) throw new DomainError("not_found", "nothingDiffers");
  // A list has no days: it is read whole, as always.
  const days = rows.map(({ day }) => day).filter((day) => day !== noDay);
  const stretches = stretchesOf(days);
  await localChange(
    {
      actor,
      organizationId,
      action: "stream.reread",
      target: { kind: "stream", id: kind, label: kind },
      input: { comparisonId, days },
    },
    async (tx) => {
      await tx.stream.update({
        where: { organizationId_kind: { organizationId, kind } },
        data: { rereads: stretches, notBefore: null },
      });
      return null;
    },
  );
  await enqueueStream({ organizationId, kind, isForced: true });
  return { days: Math.max(1, days.length) };
}
