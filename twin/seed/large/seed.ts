import { one } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";
import { addPredefinedOrganizationRoles, addPredefinedProjectRoles } from "#twin/roles/seed-predefined.ts";
import { deriveCosts, seedPrices } from "#twin/seed/costs.ts";
import { seedLargeDirectory } from "#twin/seed/large/directory.ts";
import { seedLargeEvents } from "#twin/seed/large/events.ts";
import { withoutIndexes } from "#twin/seed/large/index-free.ts";
import { sizeOf } from "#twin/seed/large/size.ts";
import { seedLargeUsage } from "#twin/seed/large/usage.ts";

const organizationId = "org-HokushinLarge4Metsuke24";
const bulky = [
  "usage_completions",
  "usage_decisions",
  "usage_embeddings",
  "usage_tools",
  "costs",
  "events",
  "project_users",
];

export type LargeWanted = { days: number; scale: number };

/** Writes the large organization, or a part of it, by statements over whole sets; its history ends at the last midnight. */
export async function seedLarge(tx: Transaction, now: number, { days, scale }: LargeWanted): Promise<void> {
  const size = sizeOf(scale, now, days);
  for (const setting of [
    "work_mem = '256MB'",
    "maintenance_work_mem = '512MB'",
    "synchronous_commit = off",
    "jit = off",
  ])
    await tx.query(`SET LOCAL ${setting}`);
  await seedPrices(tx);
  await withoutIndexes(tx, bulky, async () => {
    await seedLargeDirectory(tx, size);
    const first = await one<{ id: string }>(tx, "SELECT id FROM large_projects WHERE n = 1");
    await tx.query(
      `INSERT INTO twin.organization
         (id, name, default_project_id, seed, days, anchor_at, usage_until_at, events_until_at, created_at)
       VALUES ($1, '北辰 Hokushin Group', $2, 'large', $3, $4, $4, $4, $5)`,
      [organizationId, first?.id, days, size.anchorAt, size.anchorAt - 900 * 86_400],
    );
    await seedLargeRoles(tx, size.startAt);
    await seedLargeUsage(tx, size);
    await deriveCosts(tx, size.startAt);
    await seedLargeEvents(tx, size);
  });
}

async function seedLargeRoles(tx: Transaction, at: number): Promise<void> {
  const projects = await tx.query<{ id: string }>("SELECT id FROM large_projects ORDER BY n");
  await addPredefinedOrganizationRoles(tx, { id: organizationId }, at);
  await addPredefinedProjectRoles(
    tx,
    projects.rows.map(({ id }) => id),
    at,
  );
}
