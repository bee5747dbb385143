import { createHash } from "node:crypto";
import { writer } from "#lib/db-writer.ts";

/** Within this time attempts count. */
const windowMs = 15 * 60_000;

/** A network address may stand for an office, an email may be attacked by many addresses at once. */
const limits = { pair: 10, email: 100, ip: 100 };

type Place = { email: string; ip: string };

function digest(kind: string, value: string): string {
  return createHash("sha256").update(`${kind}\0${value}`).digest("base64url");
}

function subjectsOf({ email, ip }: Place): Record<keyof typeof limits, string> {
  const name = email.trim().toLowerCase();
  return { pair: digest("pair", `${name}\0${ip}`), email: digest("email", name), ip: digest("ip", ip) };
}

export type Admission = { admitted: boolean; /** This attempt is the first one too many. */ first: boolean };

/** Counts an attempt, a refused one too, before its password is looked at: many at once cannot slip past. */
export async function admitAttempt(place: Place): Promise<Admission> {
  const subjects = subjectsOf(place);
  const now = Date.now();
  await writer.signInAttempt.deleteMany({ where: { at: { lt: new Date(now - 24 * 3_600_000) } } });
  await writer.signInAttempt.createMany({
    data: Object.values(subjects).map((subject) => ({ subject })),
  });
  const counted = await writer.signInAttempt.groupBy({
    by: ["subject"],
    where: { subject: { in: Object.values(subjects) }, at: { gte: new Date(now - windowMs) } },
    _count: true,
  });
  const over = (Object.keys(limits) as (keyof typeof limits)[]).map((kind) => {
    const found = counted.find(({ subject }) => subject === subjects[kind]);
    return (found?._count ?? 0) - limits[kind];
  });
  return { admitted: over.every((excess) => excess <= 0), first: over.some((excess) => excess === 1) };
}

/**
 * Forgets the attempts of someone who has now given the right password. Of those of the address only this one:
 * an office of hundreds may sign in behind it, while wrong passwords stay counted.
 */
export async function forgiveAttempts(place: Place): Promise<void> {
  const { pair, email, ip } = subjectsOf(place);
  await writer.signInAttempt.deleteMany({ where: { subject: { in: [pair, email] } } });
  const newest = await writer.signInAttempt.findFirst({ where: { subject: ip }, orderBy: { id: "desc" } });
  if (newest) await writer.signInAttempt.deleteMany({ where: { id: newest.id } });
}
