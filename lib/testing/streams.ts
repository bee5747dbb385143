import { db } from "#lib/db.ts";
import { pool } from "#lib/db-writer.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import type { SliceEnd } from "#lib/sync/run-slice.ts";
import { runSlice } from "#lib/sync/run-slice.ts";

type In = { id: string };

/** A stream as it stands. */
export async function streamOf(organization: In, kind: StreamKind) {
  return db.stream.findUniqueOrThrow({
    where: { organizationId_kind: { organizationId: organization.id, kind } },
  });
}

/** Lets nobody wait any longer: for tests that would otherwise sit out the pauses. */
export async function forgetWaits(organization: In): Promise<void> {
  await pool.query("UPDATE streams SET not_before = NULL WHERE organization_id = $1", [organization.id]);
  await pool.query("DELETE FROM paces WHERE organization_id = $1", [organization.id]);
}

/** Reads a stream step by step, without its pauses, until its run is at its end; what strikes it meanwhile is overcome. */
export async function readToTheEnd(
  organization: In,
  kind: StreamKind,
  onStep: (end: SliceEnd | Error) => Promise<void> | void = () => undefined,
): Promise<void> {
  for (let step = 0; step < 5_000; step += 1) {
    const end = await runSlice(organization.id, kind, { isForced: true, budgetMs: 0 }).catch(
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    await onStep(end);
    // Whoever kills connections may hit one that has come back to the pool.
    await forgetWaits(organization).catch(() => undefined);
    if (!(end instanceof Error) && end.state === "complete") return;
  }
  throw new Error(`${kind} did not come to its end.`);
}
