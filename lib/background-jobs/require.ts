import type { Actor } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { authorize, can, permissions } from "#lib/auth/permissions.ts";
import { kindOf } from "#lib/background-jobs/registry.ts";
import { DomainError } from "#lib/errors.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";
import { scoped } from "#lib/scoped.ts";

function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissions, name);
}

/** Whether the actor holds everything that the job's content asks for. */
export function mayKnow(actor: Actor, { needs }: Pick<BackgroundJob, "needs">): boolean {
  return needs.every((name) => isPermission(name) && can(actor, name));
}

/** A job that the actor may know of; DomainError "not_found" where there is none, as for one of another organization. */
export async function requireJob(actor: Actor, id: string): Promise<BackgroundJob> {
  const job = await scoped(actor).backgroundJob.findFirst({ where: { id } });
  if (!job || !mayKnow(actor, job)) throw new DomainError("not_found", "jobNotFound");
  return job;
}

/** The same, for somebody who wants to change it: their own, or others' with the kind's permission for it. */
export async function requireJobToChange(actor: Actor, id: string): Promise<BackgroundJob> {
  const job = await requireJob(actor, id);
  const needed = kindOf(job.kind)?.permissions;
  if (!needed) throw new DomainError("not_found", "jobNotFound");
  authorize(actor, job.askedById === actor.id ? needed.own : needed.others);
  return job;
}
