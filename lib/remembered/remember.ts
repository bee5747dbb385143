import type { Actor } from "#lib/auth/actor.ts";
import { replicaTurns } from "#lib/replica.ts";
import type { Day } from "#lib/usage/days.ts";
import { todayIn } from "#lib/usage/days.ts";
import { find, forget, keep, weigh } from "./keep.ts";
import type { Subject } from "./subjects.ts";
import { isDirectorySubject } from "./subjects.ts";
import type { Versions } from "./versions.ts";
import { readVersions } from "./versions.ts";

type Question<Result> = {
  /** Who asks: one name for each function that remembers. */
  name: string;
  /** Everything that makes one answer another, as JSON; organization, role, time zone and today are added. */
  asked: unknown;
  of: readonly Subject[];
  /** The first day of facts that is read; a day that retention lets go of is not remembered. */
  since?: Day;
  read: () => Promise<Result>;
  /** After how many milliseconds an answer that depends on the clock becomes another by itself. */
  holdsMs?: (result: Result) => number;
};

/** Exact or not, nothing is kept for longer. */
const longestMs = 60_000;

/** Of the subjects alone; undefined where days are asked that are being let go of. */
function stateOf(
  { of, since }: Pick<Question<never>, "of" | "since">,
  versions: Versions,
): string | undefined {
  const facts = of.includes("costs") ? "costs" : of.includes("audit_log") ? "audit_events" : "usage";
  const keptSince = versions.get(`kept ${facts}`);
  if (since !== undefined && keptSince !== undefined && since < keptSince) return undefined;
  return of.map((subject) => versions.get(subject) ?? "0").join(" ");
}

function keyOf(actor: Actor, { name, asked }: Pick<Question<never>, "name" | "asked">, now: Date): string {
  const { id, timeZone } = actor.organization;
  const today = [todayIn("UTC", now), todayIn(timeZone, now)];
  return JSON.stringify([id, actor.role, timeZone, today, name, asked]);
}

function freeze(part: unknown): void {
  if (typeof part !== "object" || part === null || Object.isFrozen(part)) return;
  Object.freeze(part);
  Object.values(part).forEach(freeze);
}

/**
 * The answer as the database holds it now, which is not read again as long as nothing that it is made of has
 * changed: each call asks Postgres for the versions first, so that every web process sees every change. The caller
 * has authorized the actor. An answer is for one organization and one role; it is frozen, as many share it.
 */
export async function remember<Result>(actor: Actor, question: Question<Result>): Promise<Result> {
  const turns = replicaTurns();
  const versions = await readVersions(
    actor,
    question.of.some((subject) => !isDirectorySubject(subject)),
  );
  const state = stateOf(question, versions);
  // Where the replica's turn began or ended meanwhile, nobody can tell which of the two was asked.
  if (state === undefined || replicaTurns() !== turns) return question.read();

  const now = Date.now();
  const key = keyOf(actor, question, new Date(now));
  const known = `${turns} ${state}`;
  const found = find(key);
  if (found && found.versions === known && now < found.until) return found.result as Promise<Result>;

  const reading = question.read();
  const entry = keep(key, { versions: known, until: now + longestMs, result: reading });
  try {
    const result = await reading;
    freeze(result);
    entry.until = Math.min(entry.until, now + (question.holdsMs?.(result) ?? Infinity));
    if (replicaTurns() !== turns) forget(key, entry);
    else weigh(key, entry, key.length + JSON.stringify(result).length);
    return result;
  } catch (error) {
    forget(key, entry);
    throw error;
  }
}
