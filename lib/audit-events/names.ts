import type { Actor } from "#lib/auth/actor.ts";
import { scoped } from "#lib/scoped.ts";

/** What an event can point at in the mirror. */
export type SubjectKind = "member" | "project" | "key" | "serviceAccount" | "group" | "role" | "invite";

export type Subject = { kind: SubjectKind; id: string };

/** Finds the name of a subject in the mirror: null when the mirror never saw it. */
export type Names = (subject: Subject) => string | null;

type Found = { id: string; name: string | null };
type Read = (actor: Actor, id: { in: string[] }) => Promise<Found[]>;

/** One read a kind, by id. Tombstones count: history names what is gone. */
const reads: Record<SubjectKind, Read> = {
  member: async (actor, id) => {
    const rows = await scoped(actor).member.findMany({
      where: { id },
      select: { id: true, name: true, email: true },
    });
    return rows.map((row) => ({ id: row.id, name: row.email ?? row.name }));
  },
  project: (actor, id) => scoped(actor).project.findMany({ where: { id }, select: { id: true, name: true } }),
  key: (actor, id) => scoped(actor).apiKey.findMany({ where: { id }, select: { id: true, name: true } }),
  serviceAccount: (actor, id) =>
    scoped(actor).serviceAccount.findMany({ where: { id }, select: { id: true, name: true } }),
  group: (actor, id) => scoped(actor).group.findMany({ where: { id }, select: { id: true, name: true } }),
  role: (actor, id) =>
    scoped(actor).upstreamRole.findMany({ where: { id }, select: { id: true, name: true } }),
  invite: async (actor, id) => {
    const rows = await scoped(actor).invite.findMany({ where: { id }, select: { id: true, email: true } });
    return rows.map((row) => ({ id: row.id, name: row.email }));
  },
};

/** Looks the names of many subjects up at once, a query for each kind among them. */
export async function findNames(actor: Actor, subjects: Subject[]): Promise<Names> {
  const wanted = Map.groupBy(
    subjects.filter(({ id }) => id !== ""),
    ({ kind }) => kind,
  );
  const found = await Promise.all(
    [...wanted].map(async ([kind, of]) => {
      const rows = await reads[kind](actor, { in: [...new Set(of.map(({ id }) => id))] });
      return rows.map(({ id, name }) => [`${kind} ${id}`, name || id] as const);
    }),
  );
  const names = new Map(found.flat());
  return ({ kind, id }) => names.get(`${kind} ${id}`) ?? null;
}
