import { db } from "#lib/db.ts";
import type { Scene } from "#lib/health/warm-paths.ts";
import { warmPaths } from "#lib/health/warm-paths.ts";

/** The organization with the most people, and of it one of each that has a page of its own. */
async function findScene(): Promise<Scene | undefined> {
  const [found] = await db.$queryRaw<Scene[]>`
    SELECT o.slug, m.id AS member, p.id AS project, k.project_id AS "keyProject", k.id AS key
    FROM organizations o
    LEFT JOIN LATERAL (SELECT id FROM members WHERE organization_id = o.id AND deleted_at IS NULL ORDER BY id LIMIT 1) m ON true
    LEFT JOIN LATERAL (SELECT id FROM projects WHERE organization_id = o.id AND deleted_at IS NULL ORDER BY id LIMIT 1) p ON true
    LEFT JOIN LATERAL (
      SELECT project_id, id FROM api_keys WHERE organization_id = o.id AND deleted_at IS NULL ORDER BY project_id, id LIMIT 1
    ) k ON true
    ORDER BY (SELECT count(*) FROM members WHERE organization_id = o.id) DESC, o.id LIMIT 1`;
  return found;
}

/** Addresses to render ahead, in the organization with the most people; none where no organization is connected yet. */
export async function pagesToWarm(): Promise<string[]> {
  const scene = await findScene();
  return scene ? warmPaths(scene) : [];
}
