import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { adminKeyFingerprint } from "#lib/organizations/admin-key.ts";

type Candidate = { adminKey: string; baseUrl: string; projectIds: string[]; exceptId?: string };

/**
 * Refuses what is connected already: the same key at the same address, or another key of an organization
 * whose projects are in the mirror (upstream names no organization, but its project ids are its own).
 */
export async function refuseSecondConnection(candidate: Candidate): Promise<void> {
  const { adminKey, baseUrl, projectIds, exceptId } = candidate;
  const others = await db.organization.findMany({
    where: { baseUrl, status: { not: "disconnected" }, ...(exceptId && { id: { not: exceptId } }) },
    select: { id: true, name: true, adminKeyFingerprint: true },
  });
  const fingerprint = adminKeyFingerprint(adminKey);
  const sameKey = others.find((other) => other.adminKeyFingerprint === fingerprint);
  const sameProjects = await db.project.findFirst({
    where: { id: { in: projectIds }, organizationId: { in: others.map(({ id }) => id) } },
    select: { organizationId: true },
  });
  const same = sameKey ?? others.find(({ id }) => id === sameProjects?.organizationId);
  if (same) throw new DomainError("conflict", "alreadyConnected", { name: same.name });
}

/** Whether a write failed because a unique value is taken. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
