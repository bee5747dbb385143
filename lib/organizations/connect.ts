import { randomUUID } from "node:crypto";
import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { TrailActor } from "#lib/audit/record.ts";
import type { SignedIn } from "#lib/auth/actor.ts";
import { authorizeConsole } from "#lib/auth/authorize-console.ts";
import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";
import { adminKeyFingerprint, adminKeyHint, adminKeyPlace } from "#lib/organizations/admin-key.ts";
import { BaseUrl } from "#lib/organizations/base-url.ts";
import { isDuplicate, refuseSecondConnection } from "#lib/organizations/duplicates.ts";
import { OrganizationName } from "#lib/organizations/organization-name.ts";
import type { Probe } from "#lib/organizations/probe.ts";
import { probeAdminKey } from "#lib/organizations/probe.ts";
import { freeSlug, Slug, slugOf } from "#lib/organizations/slugs.ts";
import { TimeZone } from "#lib/organizations/time-zones.ts";
import { seal } from "#lib/secrets/seal.ts";

/** An admin key as it is pasted: no space inside, whatever its prefix (proxies have their own). */
export const AdminKey = z
  .string()
  .trim()
  .min(8, "adminKey")
  .max(500, "tooLong")
  .regex(/^[\x21-\x7e]+$/, "adminKey");

export const ConnectOrganization = z.object({
  name: OrganizationName,
  slug: z.union([z.literal(""), Slug]).default(""),
  baseUrl: BaseUrl.default(""),
  timeZone: TimeZone.default("UTC"),
  adminKey: AdminKey,
});

export type Connected = { id: string; slug: string; name: string; probe: Probe };

/**
 * Connects an OpenAI organization: tries the key and seals it; the workers begin to read it at once. A key that
 * lacks permissions is saved and what it lacks is named; one that is rejected is not saved.
 * Throws DomainError "conflict" when the slug is taken or the upstream organization is connected already.
 */
export async function connectOrganization(
  person: SignedIn,
  input: z.output<typeof ConnectOrganization>,
): Promise<Connected> {
  authorizeConsole(person, "organizations.connect");
  return connectAs(person, input);
}

/** What connecting does once it is allowed; the console sets itself up with it at its first start. */
export async function connectAs(
  actor: TrailActor,
  { name, slug: wanted, baseUrl, timeZone, adminKey }: z.output<typeof ConnectOrganization>,
): Promise<Connected> {
  const slug = wanted || (await deriveSlug(name));
  const probe = await probeAdminKey(adminKey, baseUrl);
  await refuseSecondConnection({ adminKey, baseUrl, projectIds: probe.projectIds });

  const id = randomUUID();
  const lacking = probe.areas.flatMap(({ area, verdict }) => (verdict === "lacking" ? [area] : []));
  const shown = { slug, name, baseUrl, timeZone, missingPermissions: lacking };
  const change = {
    actor,
    organizationId: id,
    action: "organization.connect",
    target: { kind: "organization", id, label: name },
    input: shown,
  } as const;
  try {
    await localChange(change, async (tx) => {
      await tx.organization.create({
        data: {
          id,
          ...shown,
          sealedAdminKey: seal(adminKey, adminKeyPlace(id)),
          adminKeyHint: adminKeyHint(adminKey),
          adminKeyFingerprint: adminKeyFingerprint(adminKey),
        },
      });
      return shown;
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    await refuseSecondConnection({ adminKey, baseUrl, projectIds: probe.projectIds });
    throw new DomainError("conflict", "slugTaken", { slug }, { cause: error });
  }
  return { id, slug, name, probe };
}

async function deriveSlug(name: string): Promise<string> {
  const slug = slugOf(name);
  const taken = await db.organization.findMany({
    where: { slug: { startsWith: slug.slice(0, 30) } },
    select: { slug: true },
  });
  return freeSlug(
    slug,
    taken.map((organization) => organization.slug),
  );
}
