import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { whereProjects } from "#lib/projects/list.ts";
import { scopedSql } from "#lib/scoped.ts";

export type ProjectName = { id: string; name: string | null };

const mostFound = 20;

/** Up to twenty active projects whose name or id holds the text, by name, for choosing one. */
export async function findActiveProjects(actor: Actor, search: string): Promise<ProjectName[]> {
  authorize(actor, "projects.read");
  return scopedSql<ProjectName>(
    actor,
    Prisma.sql`
      SELECT p.id, p.name FROM projects p WHERE ${whereProjects(actor, { search, status: "active" })}
      ORDER BY lower(coalesce(p.name, '')), p.id LIMIT ${mostFound}`,
  );
}
