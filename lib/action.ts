import "server-only";
import { cache } from "react";
import { redirect, unstable_rethrow } from "next/navigation";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import type { Actor, SignedIn } from "#lib/auth/actor.ts";
import { openCookie, sessionCookie } from "#lib/auth/open-cookie.ts";
import { findSignedIn } from "#lib/auth/find-signed-in.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import type { ErrorValues } from "#lib/errors.ts";
import { DomainError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";

/**
 * How a form ended. messageKey and the field errors are keys of messages/<locale>/errors.json (failed) or of
 * the page's own messages (done); the form words them.
 */
export type FormState =
  | { status: "idle" }
  | { status: "done"; messageKey: string; values: ErrorValues; result?: unknown }
  | {
      status: "failed";
      messageKey: string;
      values: ErrorValues;
      fields?: Record<string, string[] | undefined>;
    };

/** The signed-in person, looked up once a request; null when the session is missing, expired or revoked. */
export const currentPerson = cache(async (): Promise<SignedIn | null> => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const cookie = jar.get(sessionCookie)?.value;
  const sessionId = cookie === undefined ? null : await openCookie(cookie);
  const requestId = sent.get("x-request-id") ?? crypto.randomUUID();
  return sessionId === null ? null : findSignedIn(sessionId, requestId);
});

/** The signed-in person, or a redirect to the sign-in page, which leads back to the page that was asked for. */
export async function requirePerson(): Promise<SignedIn> {
  const person = await currentPerson();
  if (person) return person;
  const asked = (await headers()).get("x-asked-path");
  return redirect(asked && asked !== "/" ? `/sign-in?next=${encodeURIComponent(asked)}` : "/sign-in");
}

/** The actor in one organization; DomainError "not_found" where the person has no role there. */
export const requireActor = cache(async (slug: string): Promise<Actor> =>
  resolveActor(await requirePerson(), slug),
);

type Done = { messageKey: string; values?: ErrorValues; result?: unknown };

/** Turns what went wrong into what the form shows; only DomainErrors are worded, the rest is logged. */
function failed(error: unknown): FormState {
  unstable_rethrow(error);
  if (error instanceof DomainError) return { status: "failed", messageKey: error.key, values: error.values };
  log.error({ err: error }, "action failed");
  return { status: "failed", messageKey: "unexpected", values: {} };
}

type Parsed<Input> = { input: Input } | { refused: FormState };

/** Parses the form with the schema; what is wrong comes back by field, nothing is done. */
function parse<Schema extends z.ZodObject>(schema: Schema, form: FormData): Parsed<z.output<Schema>> {
  const parsed = schema.safeParse(Object.fromEntries(form));
  if (parsed.success) return { input: parsed.data };
  const { fieldErrors } = z.flattenError(parsed.error);
  return { refused: { status: "failed", messageKey: "checkFields", values: {}, fields: fieldErrors } };
}

/** Who is asking, and how it ended: the part that all actions share. */
function action(run: (person: SignedIn, form: FormData) => Promise<FormState>) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    const person = await currentPerson();
    // A session that expired in mid-form keeps what was typed: a redirect would lose it.
    if (!person) return { status: "failed", messageKey: "sessionExpired", values: {} };
    try {
      return await run(person, form);
    } catch (error) {
      return failed(error);
    }
  };
}

/** An action of the console itself, outside any organization. */
export function personAction<Schema extends z.ZodObject>(
  schema: Schema,
  run: (person: SignedIn, input: z.output<Schema>) => Promise<Done>,
) {
  return action(async (person, form) => {
    const parsed = parse(schema, form);
    if ("refused" in parsed) return parsed.refused;
    return { status: "done", values: {}, ...(await run(person, parsed.input)) };
  });
}

/** An action in one organization. The form carries the organization's slug in the field "organization". */
export function formAction<Schema extends z.ZodObject>(
  schema: Schema,
  run: (actor: Actor, input: z.output<Schema>) => Promise<Done>,
) {
  return action(async (person, form) => {
    const actor = await resolveActor(person, z.string().max(100).catch("").parse(form.get("organization")));
    const parsed = parse(schema, form);
    if ("refused" in parsed) return parsed.refused;
    return { status: "done", values: {}, ...(await run(actor, parsed.input)) };
  });
}
