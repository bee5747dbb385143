import { Prisma } from "#lib/generated/prisma/client.ts";

/** Why a person should look at a key; docs and screens word each. */
export const keyRisks = ["neverUsed", "unused", "ownerGone", "expiring"] as const;
export type KeyRisk = (typeof keyRisks)[number];

/** Days without a use after which a key is at risk, and days ahead that count as expiring. */
export const riskDays = { neverUsed: 30, unused: 90, expiring: 14 };

const days = (count: number) => Prisma.sql`now() - ${`${count} days`}::interval`;

/** The condition of each risk over an api_keys row k. A key that has expired opens nothing and is at no risk. */
export const riskConditions: Record<KeyRisk, Prisma.Sql> = {
  neverUsed: Prisma.sql`(k.last_used_at IS NULL AND k.created_at < ${days(riskDays.neverUsed)})`,
  unused: Prisma.sql`(k.last_used_at < ${days(riskDays.unused)})`,
  ownerGone: Prisma.sql`(k.owner_project_access = 'inactive' OR (k.owner_kind = 'user' AND NOT EXISTS (
    SELECT 1 FROM members o WHERE o.organization_id = k.organization_id AND o.id = k.owner_id AND o.deleted_at IS NULL)))`,
  expiring: Prisma.sql`(k.expires_at < ${days(-riskDays.expiring)})`,
};

/** A key k that is neither deleted nor expired, and a project p that is neither deleted nor archived. */
export const openKey = Prisma.sql`(k.deleted_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()))`;
export const openProject = Prisma.sql`(p.deleted_at IS NULL AND p.archived_at IS NULL
  AND p.status IS DISTINCT FROM 'archived')`;

/** Keys that open something. */
export const usable = Prisma.sql`(${openKey} AND EXISTS (SELECT 1 FROM projects p
  WHERE p.organization_id = k.organization_id AND p.id = k.project_id AND ${openProject}))`;

export const risksOfRow = Prisma.sql`CASE WHEN ${usable} THEN array_remove(ARRAY[${Prisma.join(
  keyRisks.map((risk) => Prisma.sql`CASE WHEN ${riskConditions[risk]} THEN ${risk} END`),
)}], NULL) ELSE '{}' END`;
