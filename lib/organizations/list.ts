import type { SignedIn } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { OrganizationStatus } from "#lib/generated/prisma/enums.ts";

export type OrganizationSummary = { id: string; slug: string; name: string; status: OrganizationStatus };

/** The organizations that a person may enter, by name: all of them for who holds a role over the console. */
export async function listOrganizations(person: SignedIn): Promise<OrganizationSummary[]> {
  return db.organization.findMany({
    where: person.consoleRole ? {} : { grants: { some: { userId: person.id } } },
    select: { id: true, slug: true, name: true, status: true },
    orderBy: [{ name: "asc" }, { slug: "asc" }],
  });
}
