import { randomUUID } from "node:crypto";
import type { Actor, ActorOrganization } from "#lib/auth/actor.ts";
import { currentRequestId } from "#lib/request-context.ts";

/** The worker acting by itself in one organization: what it does is on the trail under the job's name. */
export function jobActor(job: string, organization: ActorOrganization): Actor {
  return {
    kind: "job",
    id: job,
    label: job,
    requestId: currentRequestId() ?? randomUUID(),
    role: "owner",
    organization,
  } as Actor;
}
