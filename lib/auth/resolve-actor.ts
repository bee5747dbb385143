import type { Actor, SignedIn } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";

/**
 * The actor that a signed-in person is in one organization. An organization that does not exist and one that
 * the person may not see answer alike: DomainError "not_found".
 */
export async function resolveActor(person: SignedIn, slug: string): Promise<Actor> {
  // Text that no slug can be is not asked for: Postgres would refuse the question, not answer it.
  if (slug.includes("\0")) throw new DomainError("not_found", "organizationNotFound", { slug: "" });
  const organization = await db.organization.findUnique({
    where: { slug },
    select: {
      id: true,
      slug: true,
      name: true,
      timeZone: true,
      grants: { where: { userId: person.id }, select: { role: true } },
    },
  });
  const role = organization?.grants[0]?.role ?? person.consoleRole;
  if (!organization || !role) throw new DomainError("not_found", "organizationNotFound", { slug });

  const { id, name, timeZone } = organization;
  return {
    kind: "user",
    id: person.id,
    label: person.email,
    requestId: person.requestId,
    role,
    organization: { id, slug, name, timeZone },
  } as Actor;
}
