import { db } from "#lib/db.ts";
import { exportStore } from "#lib/exports/store.ts";

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Removes the files of exports that have no row any more. Folders of organizations that are not known here are
 * left alone: they may belong to another console that shares the store.
 */
export async function sweepExports(): Promise<void> {
  const store = exportStore();
  const organizations = await db.organization.findMany({ select: { id: true } });
  for (const { id: organizationId } of organizations) {
    const ids = (await store.list(organizationId)).filter((name) => isId.test(name));
    const rows = await db.backgroundJob.findMany({ where: { id: { in: ids } }, select: { id: true } });
    const known = new Set(rows.map(({ id }) => id));
    for (const id of ids) if (!known.has(id)) await store.remove(`${organizationId}/${id}`);
  }
}
