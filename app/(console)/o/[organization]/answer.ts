import { currentPerson } from "#lib/action.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import type { ErrorCode } from "#lib/errors.ts";
import { DomainError } from "#lib/errors.ts";

const statuses: Partial<Record<ErrorCode, number>> = {
  invalid: 400,
  forbidden: 403,
  not_found: 404,
  unavailable: 503,
};

/** Answers somebody signed in; refusals become a status and { error, key, values }, which the page words. */
export async function answer(slug: string, respond: (actor: Actor) => Promise<Response>): Promise<Response> {
  const person = await currentPerson();
  if (!person)
    return Response.json({ error: "unauthenticated", key: "sessionExpired", values: {} }, { status: 401 });
  try {
    return await respond(await resolveActor(person, slug));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, key, values } = error;
    return Response.json({ error: code, key, values }, { status: statuses[code] ?? 500 });
  }
}
