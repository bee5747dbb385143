/** A page of the directory: changes of its memberships belong on it as well as its own. */
export type ChangedTarget = { kind: "member" | "project"; id: string };

/** Finds a target and its memberships, whose id is project/member: see lib/projects/memberships.ts. */
export function ofTarget({ kind, id }: ChangedTarget) {
  const part = kind === "project" ? { startsWith: `${id}/` } : { endsWith: `/${id}` };
  return [
    { targetKind: kind, targetId: id },
    { targetKind: "project_member", targetId: part },
  ];
}
