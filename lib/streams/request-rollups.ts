import { enqueue } from "#lib/jobs/queue.ts";

/** Leaves it to the workers to build the daily usage of an organization anew. */
export async function requestRollups(organizationId: string): Promise<void> {
  await enqueue("rebuild-rollups", { organizationId }, { singletonKey: organizationId, priority: 5 });
}
