import type { Actor, SignedIn } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";
import type { Role } from "#lib/generated/prisma/enums.ts";

type Found = { id: string; name: string; timeZone: string; role: Role | null };

/** The actor in one organization; throws "not_found" alike where there is none and where the person may not see it. */
export async function resolveActor(person: SignedIn, slug: string): Promise<Actor> {
  // Text that no slug can be is not asked for: Postgres would refuse the question, not answer it.
  if (slug.includes("\0")) throw new DomainError("not_found", "organizationNotFound", { slug: "" });
  const [organization] = await db.$queryRaw<Found[]>`
    SELECT o.id, o.name, o.time_zone AS "timeZone",
      (SELECT role::text FROM grants g WHERE g.user_id = ${person.id}::uuid AND g.organization_id = o.id) AS role
    FROM organizations o WHERE o.slug = ${slug}`;
  const role = organization?.role ?? person.consoleRole;
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
