import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { escapeLike } from "#lib/keyset/escape-like.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Hit } from "./hit.ts";
import { perKind } from "./hit.ts";
import type { Wanted } from "./wanted.ts";
import { isWord } from "./wanted.ts";

/**
 * A term can match ten thousand people and six are shown: each way of finding stops at this many candidates,
 * the better ways first, so that a common term costs no more than a rare one.
 */
const mostCandidates = 60;

/** Two Latin letters are in every other name and have no trigram; two of Japanese are a whole surname. */
function isFoundAnywhere(text: string): boolean {
  return text.length >= 3 || /[^\p{ASCII}\p{Script=Latin}]/u.test(text);
}

type Table = {
  name: "members" | "projects" | "api_keys";
  /** What is read of a row, its key first. */
  columns: Prisma.Sql;
  key: Prisma.Sql;
  /** The expressions that their prefix indexes hold, and the one of the trigram index. */
  begins: Prisma.Sql[];
  anywhere: Prisma.Sql;
  /** The hit of a row, and the order among those found alike. */
  hit: Prisma.Sql;
  order: Prisma.Sql;
};

const tables = {
  member: {
    name: "members",
    columns: Prisma.sql`id, name, email`,
    key: Prisma.sql`id`,
    begins: [Prisma.sql`lower(coalesce(name, ''))`, Prisma.sql`lower(coalesce(email, ''))`],
    anywhere: Prisma.sql`lower(coalesce(name, '') || ' ' || coalesce(email, ''))`,
    hit: Prisma.sql`'member' AS kind, id, coalesce(nullif(name, ''), nullif(email, ''), id) AS label, coalesce(email, '') AS detail, id AS path`,
    order: Prisma.sql`lower(coalesce(name, '')), id`,
  },
  project: {
    name: "projects",
    columns: Prisma.sql`id, name, archived_at`,
    key: Prisma.sql`id`,
    begins: [Prisma.sql`lower(coalesce(name, ''))`],
    anywhere: Prisma.sql`lower(coalesce(name, '') || ' ' || id)`,
    hit: Prisma.sql`'project' AS kind, id, coalesce(nullif(name, ''), id) AS label, id AS detail, id AS path`,
    order: Prisma.sql`archived_at IS NOT NULL, lower(coalesce(name, '')), id`,
  },
  key: {
    name: "api_keys",
    columns: Prisma.sql`id, project_id, name, redacted_value, last_used_at`,
    key: Prisma.sql`id, project_id`,
    begins: [Prisma.sql`lower(coalesce(name, ''))`],
    anywhere: Prisma.sql`lower(coalesce(name, '') || ' ' || redacted_value || ' ' || coalesce(owner_name, '') || ' ' || id)`,
    hit: Prisma.sql`'key' AS kind, id, coalesce(nullif(name, ''), redacted_value) AS label, redacted_value AS detail,
      project_id || '/' || id AS path`,
    order: Prisma.sql`last_used_at DESC NULLS LAST, id`,
  },
} satisfies Record<string, Table>;

const folders = { member: "members", project: "projects", key: "keys" } as const;

function candidates(actor: Actor, table: Table, wanted: Wanted): Prisma.Sql {
  const from = Prisma.sql`FROM ${Prisma.raw(table.name)}
    WHERE organization_id = ${actor.organization.id}::uuid AND deleted_at IS NULL`;
  const way = (rank: number, condition: Prisma.Sql) => Prisma.sql`
    (SELECT ${rank}::int AS rank, ${table.columns} ${from} AND ${condition} LIMIT ${mostCandidates})`;
  const pattern = escapeLike(wanted.lower);
  const ways = table.begins.map((expression) => way(1, Prisma.sql`${expression} LIKE ${`${pattern}%`}`));
  if (isWord(wanted)) ways.unshift(way(0, Prisma.sql`id = ${wanted.exact}`));
  if (isFoundAnywhere(wanted.lower)) ways.push(way(2, Prisma.sql`${table.anywhere} LIKE ${`%${pattern}%`}`));
  return Prisma.join(ways, " UNION ALL ");
}

/** A few rows of one table of the directory: the id itself first, then what begins with the text, then what holds it. */
export async function findInDirectory(
  actor: Actor,
  kind: keyof typeof tables,
  wanted: Wanted,
): Promise<Hit[]> {
  const table: Table = tables[kind];
  const rows = await scopedSql<Hit>(
    actor,
    Prisma.sql`
      WITH candidate AS (${candidates(actor, table, wanted)}),
        best AS (SELECT DISTINCT ON (${table.key}) * FROM candidate ORDER BY ${table.key}, rank)
      SELECT ${table.hit} FROM best ORDER BY rank, ${table.order} LIMIT ${perKind}`,
  );
  return rows.map((row) => ({
    ...row,
    path: `/${folders[kind]}/${row.path.split("/").map(encodeURIComponent).join("/")}`,
  }));
}
