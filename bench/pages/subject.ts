import { readFileSync } from "node:fs";
import type pg from "pg";

/** What the pages are asked about: the large organization, and whoever is busiest in it. */
export type Subject = Readonly<
  Record<
    | "organization"
    | "project"
    | "member"
    | "key"
    | "key_project"
    | "zone"
    | "today_utc"
    | "today_local"
    | "day_utc"
    | "day_local",
    string
  >
>;

async function one(client: pg.ClientBase, text: string): Promise<string> {
  const { rows } = await client.query<{ value: string }>(text);
  const value = rows[0]?.value;
  if (value === undefined) throw new Error(`Nothing to measure with: ${text}`);
  return value;
}

export async function findSubject(client: pg.ClientBase): Promise<Subject> {
  const organization = await one(client, "SELECT id::text AS value FROM organizations WHERE slug = 'large'");
  const busiest = (column: "member_id" | "project_id" | "api_key_id") =>
    one(
      client,
      `SELECT ${column} AS value FROM facts.usage_monthly WHERE organization_id = '${organization}' AND grain = 'full'
         AND ${column} LIKE '${{ member_id: "user-", project_id: "proj_", api_key_id: "key_" }[column]}%' GROUP BY 1 ORDER BY sum(requests) DESC LIMIT 1`,
    );
  const ofOrganization = (value: string) =>
    one(client, `SELECT (${value})::text AS value FROM organizations WHERE id = '${organization}'`);
  const key = await busiest("api_key_id");
  return {
    organization,
    key,
    key_project: await one(
      client,
      `SELECT project_id AS value FROM api_keys WHERE organization_id = '${organization}' AND id = '${key}' LIMIT 1`,
    ),
    zone: await ofOrganization("time_zone"),
    day_utc: await ofOrganization("(now() AT TIME ZONE 'UTC')::date - 3"),
    day_local: await ofOrganization("(now() AT TIME ZONE time_zone)::date - 3"),
    project: await busiest("project_id"),
    member: await busiest("member_id"),
    today_utc: await one(client, "SELECT (now() AT TIME ZONE 'UTC')::date::text AS value"),
    today_local: await ofOrganization("(now() AT TIME ZONE time_zone)::date"),
  };
}

/** Puts the subject's values in the place of :names, quoted for SQL or not. */
export function fillIn(
  text: string,
  subject: Subject,
  quote: (value: string) => string = (value) => value,
): string {
  return Object.entries(subject).reduce(
    (filled, [name, value]) => filled.replaceAll(new RegExp(`(?<!:):${name}\\b`, "g"), quote(value)),
    text,
  );
}

/** The statements of bench/sql/NAME.sql. */
export function statementsFor(name: string, subject: Subject): string[] {
  const text = readFileSync(new URL(`../sql/${name}.sql`, import.meta.url), "utf8");
  return fillIn(text, subject, (value) => `'${value}'`)
    .split(/;\s*(?:\n|$)/)
    .filter((statement) => /\bSELECT\b/i.test(statement));
}
