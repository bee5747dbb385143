import { z } from "zod";
import type { Queryable } from "#twin/database.ts";
import { insertEvent } from "#twin/events/insert.ts";

/** An event that did not come of a change made here: of a type nobody knows, two megabytes long, late, or without an actor. */
export const AddEvent = z.strictObject({
  id: z.string().optional(),
  type: z.string(),
  effective_at: z.int().optional(),
  tenant: z.boolean().default(false),
  project_id: z.string().nullable().default(null),
  actor: z.looseObject({}).nullable().default(null),
  actor_ids: z.array(z.string()).default([]),
  actor_email: z.string().nullable().default(null),
  resource_ids: z.array(z.string()).default([]),
  payload: z.looseObject({}).nullable().default(null),
});

/** Answers the event's id. */
export function addForeignEvent(on: Queryable, event: z.output<typeof AddEvent>): Promise<string> {
  return insertEvent(on, {
    id: event.id,
    type: event.type,
    effectiveAt: event.effective_at ?? Math.floor(Date.now() / 1000),
    isTenant: event.tenant,
    projectId: event.project_id,
    actor: event.actor,
    actorIds: event.actor_ids,
    actorEmail: event.actor_email,
    resourceIds: event.resource_ids,
    payload: event.payload,
  });
}
