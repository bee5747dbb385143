import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Organization } from "#twin/call.ts";
import { one, transaction } from "#twin/database.ts";
import type { Queryable, Transaction } from "#twin/database.ts";
import { hashSecret, newId, redact } from "#twin/ids.ts";
import { seedEmpty } from "#twin/seed/empty.ts";
import { seedLarge } from "#twin/seed/large/seed.ts";
import { advanceSmall, seedSmall } from "#twin/seed/small.ts";
import { createSeeding } from "#twin/seeding/control.ts";
import type { Seeding } from "#twin/seeding/control.ts";

export const seeds = ["none", "small", "large"] as const;
export type Seed = (typeof seeds)[number];

type Wanted = { seed: Seed; days: number; scale: number; adminKey: string };
type OrganizationRow = {
  id: string;
  name: string;
  default_project_id: string;
  created_at: number;
  seed: Seed;
};

/** Any number that no other part of this program uses as an advisory lock. */
const seedLock = 7_412_690_116;

/** Finds the organization or seeds it; a seeded one is brought up to the present hour. Repeating it changes nothing. */
export async function prepareOrganization(
  pool: pg.Pool,
  wanted: Wanted,
  seeding: Seeding = createSeeding(),
): Promise<Organization> {
  const { seed, adminKey } = wanted;
  if (seed === "large") await prepareLarge(pool, wanted, seeding);
  return transaction(pool, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock($1)", [seedLock]);
    const now = Math.floor(Date.now() / 1000);
    const existing = await findOrganization(tx);
    if (!existing) await seedAnew(tx, now, wanted);
    const isCanceled = seeding.progress().state === "canceled";
    if (existing && seed !== "none" && existing.seed !== seed && !isCanceled) {
      throw new Error(
        `This database holds an organization of the seed ${existing.seed}; ${seed} needs an empty one.`,
      );
    }
    if (existing?.seed === "small") await advanceSmall(tx, now);
    const row = await findOrganization(tx);
    if (!row) throw new Error("The seed made no organization.");
    await addAdminKey(tx, adminKey, now);
    return {
      id: row.id,
      name: row.name,
      defaultProjectId: row.default_project_id,
      createdAt: row.created_at,
    };
  });
}

const askAgainMs = 200;

/** One process seeds; others wait for it, and take over where it stopped. The lock ends with its connection. */
async function prepareLarge(pool: pg.Pool, wanted: Wanted, seeding: Seeding): Promise<void> {
  const guard = await pool.connect();
  try {
    for (;;) {
      await seeding.pass();
      const { rows } = await guard.query<{ is_ours: boolean }>("SELECT pg_try_advisory_lock($1) AS is_ours", [
        seedLock,
      ]);
      if (rows[0]?.is_ours) break;
      await sleep(askAgainMs);
    }
    if (await findOrganization(guard)) return seeding.end("done");
    await seedLarge(pool, seeding, Math.floor(Date.now() / 1000), wanted);
  } finally {
    guard.release(true);
  }
}

async function seedAnew(tx: Transaction, now: number, { seed, days }: Wanted): Promise<void> {
  const unfinished = await one<{ days: number; scale: number }>(tx, "SELECT days, scale FROM twin.seeding");
  if (unfinished) {
    const { days, scale } = unfinished;
    throw new Error(
      `This database holds an unfinished seeding; start with --seed large --days ${days} --scale ${scale} to go on.`,
    );
  }
  if (seed === "small") return seedSmall(tx, now, days);
  return seedEmpty(tx, now);
}

function findOrganization(tx: Queryable): Promise<OrganizationRow | undefined> {
  return one<OrganizationRow>(
    tx,
    "SELECT id, name, default_project_id, created_at, seed FROM twin.organization",
  );
}

/** The key that the twin was started with works unless it was revoked, and belongs to the first owner. */
async function addAdminKey(tx: Transaction, value: string, now: number): Promise<void> {
  await tx.query(
    `INSERT INTO twin.admin_keys (id, name, value_hash, redacted_value, owner_id, created_at)
     SELECT $1, 'Console', $2, $3, id, $4 FROM twin.users WHERE role = 'owner' AND deleted_at IS NULL ORDER BY seq LIMIT 1
     ON CONFLICT (value_hash) DO NOTHING`,
    [newId("key_"), hashSecret(value), redact(value), now],
  );
}
