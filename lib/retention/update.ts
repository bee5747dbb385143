import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { getOrganization } from "#lib/organizations/get.ts";
import { retained, retentionChoices } from "#lib/retention/choices.ts";
import { listRetention } from "#lib/retention/list.ts";

const Choice = z.enum(retentionChoices);

export const UpdateRetention = z.object({ usage: Choice, costs: Choice, audit_events: Choice });

type Kept = z.output<typeof UpdateRetention>;

/** Sets how long facts are kept: the next night clears what is older, for good. Throws DomainError "forbidden". */
export async function updateRetention(actor: Actor, kept: Kept): Promise<Kept> {
  authorize(actor, "organizations.update");
  const { id, name } = await getOrganization(actor);
  const before = await listRetention(actor);
  return localChange(
    {
      actor,
      organizationId: id,
      action: "retention.update",
      target: { kind: "organization", id, label: name },
      before: Object.fromEntries(before.map(({ facts, keep }) => [facts, keep])),
    },
    async (tx) => {
      for (const facts of retained) {
        const keepMonths = kept[facts] === "all" ? null : Number(kept[facts]);
        await tx.retention.upsert({
          where: { organizationId_facts: { organizationId: id, facts } },
          create: { organizationId: id, facts, keepMonths },
          update: { keepMonths },
        });
      }
      return kept;
    },
  );
}
