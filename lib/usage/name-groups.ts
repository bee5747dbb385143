import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { scoped } from "#lib/scoped.ts";
import type { Dimension } from "./kinds.ts";

/** What a person calls a group. detail tells those of one name apart; isGone: deleted or archived upstream. */
export type GroupName = { label: string; detail: string | null; isGone: boolean };

type Named = { id: string } & GroupName;

async function namedProjects(actor: Actor, ids: string[]): Promise<Named[]> {
  const found = await scoped(actor).project.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, status: true, deletedAt: true },
  });
  return found.map(({ id, name, status, deletedAt }) => ({
    id,
    label: name || id,
    detail: name ? id : null,
    isGone: deletedAt !== null || status === "archived",
  }));
}

async function namedMembers(actor: Actor, ids: string[]): Promise<Named[]> {
  const where = { id: { in: ids } };
  const [members, accounts] = await Promise.all([
    scoped(actor).member.findMany({ where, select: { id: true, name: true, email: true, deletedAt: true } }),
    scoped(actor).serviceAccount.findMany({ where, select: { id: true, name: true, deletedAt: true } }),
  ]);
  return [
    ...accounts.map(({ id, name, deletedAt }) => ({
      id,
      label: name || id,
      detail: id,
      isGone: deletedAt !== null,
    })),
    ...members.map(({ id, name, email, deletedAt }) => ({
      id,
      label: name || email || id,
      detail: name ? email : id,
      isGone: deletedAt !== null,
    })),
  ];
}

/** Names of keys are for those who may see keys; the others know them by id. */
async function namedKeys(actor: Actor, ids: string[]): Promise<Named[]> {
  if (!can(actor, "keys.read")) return [];
  const found = await scoped(actor).apiKey.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, redactedValue: true, deletedAt: true },
  });
  return found.map(({ id, name, redactedValue, deletedAt }) => ({
    id,
    label: name || redactedValue,
    detail: redactedValue,
    isGone: deletedAt !== null,
  }));
}

/** Names by id of what the facts mention; ids that the mirror does not know are absent. */
export async function nameGroups(
  actor: Actor,
  dimension: Dimension,
  ids: readonly string[],
): Promise<Map<string, GroupName>> {
  authorize(actor, "usage.read");
  const wanted = [...new Set(ids)].filter((id) => id !== "");
  const find = { project: namedProjects, member: namedMembers, key: namedKeys };
  if (wanted.length === 0 || !(dimension in find)) return new Map();

  const named = await find[dimension as keyof typeof find](actor, wanted);
  return new Map(named.map(({ id, ...name }) => [id, name]));
}
