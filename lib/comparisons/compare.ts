import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { askForJob } from "#lib/background-jobs/ask.ts";
import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";
import { scoped } from "#lib/scoped.ts";

export const CompareCounts = z.object({ days: z.coerce.number().int().min(1).max(400).default(31) });

/** Has counts of whole UTC days compared. Throws "conflict" while another runs, "unavailable" once disconnected. */
export async function compareCounts(
  actor: Actor,
  { days }: z.output<typeof CompareCounts>,
): Promise<{ id: string }> {
  authorize(actor, "streams.sync");
  const { id, name } = actor.organization;
  const { status } = await db.organization.findUniqueOrThrow({ where: { id } });
  if (status === "disconnected") throw new DomainError("unavailable", "organizationDisconnected", { name });
  const open = await scoped(actor).backgroundJob.count({
    where: { kind: "compare", state: { in: ["queued", "running", "paused"] } },
  });
  if (open > 0) throw new DomainError("conflict", "comparisonUnderWay");
  return askForJob(actor, {
    kind: "compare",
    label: String(days),
    needs: ["streams.sync"],
    input: { days },
    unit: "steps",
  });
}
