import { pool } from "#lib/db-writer.ts";

type In = { id: string };

/** One hourly usage row; what is not given is 0 or ''. Tokens are whole numbers, as digits where they are large. */
export type UsageFact = {
  at: string;
  kind?: string;
  project?: string;
  member?: string;
  key?: string;
  model?: string;
  tier?: string;
  batch?: "" | "true" | "false";
  apiSource?: string;
  size?: string;
  source?: string;
  contextLevel?: string;
  vectorStore?: string;
  requests?: number | string;
  input?: number | string;
  cached?: number | string;
  output?: number | string;
  /** The kind's own measure, in decimal digits where it is no whole number. */
  quantity?: number | string;
};

/** Writes hourly usage and its daily rollup in the organization's time zone, as the sync does. */
export async function usageFacts(
  organization: In & { timeZone: string },
  facts: readonly UsageFact[],
): Promise<void> {
  if (facts.length === 0) return;
  await pool.query(
    `SELECT facts.ensure_months('usage', min(at AT TIME ZONE 'UTC')::date, max(at AT TIME ZONE 'UTC')::date)
     FROM unnest($1::timestamptz[]) AS at`,
    [facts.map(({ at }) => at)],
  );
  const values = [
    facts.map(({ at }) => at),
    facts.map(({ kind = "completions" }) => kind),
    facts.map(({ project = "" }) => project),
    facts.map(({ member = "" }) => member),
    facts.map(({ key = "" }) => key),
    facts.map(({ model = "" }) => model),
    facts.map(({ tier = "" }) => tier),
    facts.map(({ batch = "" }) => batch),
    facts.map(({ apiSource = "" }) => apiSource),
    facts.map(({ size = "" }) => size),
    facts.map(({ source = "" }) => source),
    facts.map(({ contextLevel = "" }) => contextLevel),
    facts.map(({ vectorStore = "" }) => vectorStore),
    facts.map(({ requests = 0 }) => requests),
    facts.map(({ input = 0 }) => input),
    facts.map(({ cached = 0 }) => cached),
    facts.map(({ output = 0 }) => output),
    facts.map(({ quantity = 0 }) => quantity),
  ];
  await pool.query(
    `INSERT INTO facts.usage (organization_id, bucket_at, kind, project_id, member_id, api_key_id, model,
       service_tier, batch, api_source, size, source, context_level, vector_store_id,
       requests, input_tokens, input_cached_tokens, output_tokens, quantity)
     SELECT $1, * FROM unnest($2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
       $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::numeric[])`,
    [organization.id, ...values],
  );
  for (const kind of new Set(facts.map((fact) => fact.kind ?? "completions"))) {
    await pool.query(
      `SELECT facts.refresh_usage_daily($1, $2, $3, min(at AT TIME ZONE $3)::date, max(at AT TIME ZONE $3)::date)
       FROM unnest($4::timestamptz[]) AS at`,
      [organization.id, kind, organization.timeZone, facts.map(({ at }) => at)],
    );
    await pool.query("SELECT facts.note_change($1, 'usage_' || $2)", [organization.id, kind]);
  }
}

/** One day's cost; the amount in decimal digits. */
export type CostFact = {
  on: string;
  project?: string;
  lineItem?: string;
  member?: string;
  key?: string;
  amount: string;
  currency?: string;
};

/** Writes costs as one of upstream's groupings answers them, and their rollup, as the sync does. */
export async function costFacts(
  organization: In,
  grouping: "project_line_item" | "member" | "api_key",
  facts: readonly CostFact[],
): Promise<void> {
  if (facts.length === 0) return;
  const days = facts.map(({ on }) => on);
  await pool.query(`SELECT facts.ensure_months('costs', min(day), max(day)) FROM unnest($1::date[]) AS day`, [
    days,
  ]);
  await pool.query(
    `INSERT INTO facts.costs (organization_id, "grouping", day, project_id, line_item, member_id, api_key_id,
       amount, currency)
     SELECT $1, $2, * FROM unnest($3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[], $9::text[])`,
    [
      organization.id,
      grouping,
      days,
      facts.map(({ project = "" }) => project),
      facts.map(({ lineItem = "" }) => lineItem),
      facts.map(({ member = "" }) => member),
      facts.map(({ key = "" }) => key),
      facts.map(({ amount }) => amount),
      facts.map(({ currency = "usd" }) => currency),
    ],
  );
  await pool.query(
    `SELECT facts.refresh_costs_daily($1, $2, min(day), max(day)) FROM unnest($3::date[]) AS day`,
    [organization.id, grouping, days],
  );
  await pool.query("SELECT facts.note_change($1, 'costs')", [organization.id]);
}
