import type pg from "pg";
import type { Organization } from "#twin/call.ts";
import { one, transaction } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";
import { hashSecret, newId, redact } from "#twin/ids.ts";
import { seedEmpty } from "#twin/seed/empty.ts";
import { seedLarge } from "#twin/seed/large/seed.ts";
import { advanceSmall, seedSmall } from "#twin/seed/small.ts";

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
  { seed, days, scale, adminKey }: Wanted,
): Promise<Organization> {
  return transaction(pool, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock($1)", [seedLock]);
    const now = Math.floor(Date.now() / 1000);
    const existing = await findOrganization(tx);
    if (!existing) await seedAnew(tx, now, { seed, days, scale });
    if (existing && seed !== "none" && existing.seed !== seed) {
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

function seedAnew(tx: Transaction, now: number, wanted: Omit<Wanted, "adminKey">): Promise<void> {
  switch (wanted.seed) {
    case "none":
      return seedEmpty(tx, now);
    case "small":
      return seedSmall(tx, now, wanted.days);
    case "large":
      return seedLarge(tx, now, wanted);
  }
}

function findOrganization(tx: Transaction): Promise<OrganizationRow | undefined> {
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
