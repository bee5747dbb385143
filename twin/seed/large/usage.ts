import { one } from "#twin/database.ts";
import type { Queryable, Transaction } from "#twin/database.ts";
import { insertCosts } from "#twin/seed/costs.ts";
import { helpers, pick } from "#twin/seed/large/helpers.ts";
import type { Size } from "#twin/seed/large/size.ts";

const day = 86_400;
/** Rows a day before they are fitted to the size: a service account's by weekday and weekend, a person's. */
const rows = { weekday: 14, weekend: 9, person: 5 };
/** The share of people's keys that are used on a working day. */
const personShare = 0.12;
const saturday = 2; // 1970-01-01 was a Thursday
const isWeekend = (at: number) => [saturday, saturday + 1].includes((at / day) % 7);

const chats = ["gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5.1", "gpt-4.1", "gpt-4o-mini"];
const newerChats = ["gpt-5.4", "gpt-5.4-mini", "gpt-5-nano", "gpt-5.5", "gpt-6-sol", "gpt-6-luna"];
const tools = [
  "audio_speeches",
  "audio_transcriptions",
  "file_search_calls",
  "images",
  "moderations",
  "web_search_calls",
];

const drawn = (most: number, salt: number) =>
  `(${helpers}.draw(k.n * 131071 + hour_at / 3600, ${salt}) * ${most})::bigint`;

type Day = { at: number; fit: number; size: Size };

/** An hour a row: some hours of each key that lives all day, from its first hour on. */
const busy = ({ at, fit }: Day, kind: string) => `
  (SELECT k.*, coalesce(k.user_id, k.account_id) AS owner_id, ${at} + (first_hour + i) % 24 * 3600 AS hour_at
   FROM (SELECT *, CASE WHEN account_id IS NULL THEN 1 + n % 9 ELSE n / 4 % 24 END AS first_hour,
       least(24, floor(${helpers}.draw(n * 131071 + ${at / day}, 11) + ${fit}::float8 * CASE
         WHEN account_id IS NOT NULL THEN ${isWeekend(at) ? rows.weekend : rows.weekday}
         WHEN ${isWeekend(at)} OR ${helpers}.draw(n * 131071 + ${at / day}, 12) >= ${personShare} THEN -1
         ELSE ${rows.person} END)) AS rows
     FROM ${helpers}.keys WHERE kind = '${kind}' AND created_at <= ${at} AND until_at >= ${at + day}) k
   CROSS JOIN LATERAL generate_series(0, k.rows::int - 1) i
   ORDER BY hour_at) k`;

const completions = (of: Day, kind: "completions" | "decisions") => `
  INSERT INTO twin.usage_${kind} (hour_at, project_id, user_id, api_key_id, model, batch, service_tier, api_source,
    num_model_requests, input_tokens, input_cached_tokens, output_tokens)
  SELECT hour_at, project_id, owner_id, id, model, n % 8 = 0, CASE WHEN n % 9 = 1 THEN 'flex' ELSE 'default' END,
    CASE WHEN n % 17 = 0 THEN 'agents_api' ELSE 'unlabeled' END, requests, input, input * (n % 5) / 10, requests * (40 + per % 600)
  FROM (SELECT *, requests * (200 + per) AS input FROM (
    SELECT k.*, 1 + ${drawn(120, 13)} AS requests, ${drawn(2600, 14)} AS per,
      CASE WHEN hour_at < ${of.size.anchorAt - 150 * day} THEN ${pick(chats, "n")} ELSE ${pick(newerChats, "n")} END AS model
    FROM ${busy(of, kind)}) drawn) counted`;

const embeddings = (of: Day) => `
  INSERT INTO twin.usage_embeddings (hour_at, project_id, user_id, api_key_id, model, num_model_requests, input_tokens)
  SELECT hour_at, project_id, owner_id, id, ${pick(["text-embedding-3-small", "text-embedding-3-large"], "n / 20")},
    requests, requests * (50 + n % 900)
  FROM (SELECT k.*, 1 + ${drawn(900, 13)} AS requests FROM ${busy(of, "embeddings")}) counted`;

const measured = (of: Day) => `
  INSERT INTO twin.usage_tools (kind, hour_at, project_id, user_id, api_key_id, model, size, source, vector_store_id,
    context_level, api_source, num_model_requests, num_requests, input_tokens, images, characters, seconds)
  SELECT tool, hour_at, project_id, owner_id, id,
    CASE tool WHEN 'audio_speeches' THEN 'gpt-4o-mini-tts' WHEN 'audio_transcriptions' THEN 'gpt-4o-transcribe'
      WHEN 'images' THEN 'gpt-image-1.5' WHEN 'moderations' THEN 'omni-moderation-latest' WHEN 'web_search_calls' THEN 'gpt-5.4' END,
    CASE tool WHEN 'images' THEN ${pick(["1024x1024", "1024x1792", "512x512"], "n / 100")} END,
    CASE tool WHEN 'images' THEN ${pick(["image.generation", "image.edit"], "n / 300")} END,
    CASE tool WHEN 'file_search_calls' THEN 'vs_' || substr(md5(project_id), 1, 24) END,
    CASE tool WHEN 'web_search_calls' THEN ${pick(["low", "medium", "high"], "n / 100")} END,
    CASE tool WHEN 'web_search_calls' THEN 'unlabeled' END,
    CASE WHEN tool <> 'file_search_calls' THEN requests END,
    CASE WHEN tool IN ('file_search_calls', 'web_search_calls') THEN requests * 2 END,
    CASE tool WHEN 'moderations' THEN requests * 150 END, CASE tool WHEN 'images' THEN requests END,
    CASE tool WHEN 'audio_speeches' THEN requests * 420 END, CASE tool WHEN 'audio_transcriptions' THEN requests * 180 END
  FROM (SELECT k.*, ${pick(tools, "n / 20")} AS tool, 1 + ${drawn(60, 13)} AS requests FROM ${busy(of, "tools")}) counted`;

/** Storage four times a day and sessions once, for every tenth project. */
const ofProjects = ({ at, size: { anchorAt } }: Day) => `
  INSERT INTO twin.usage_tools (kind, hour_at, project_id, num_sessions, usage_bytes)
  SELECT CASE q WHEN 4 THEN 'code_interpreter_sessions' ELSE 'vector_stores' END, ${at} + CASE q WHEN 4 THEN 9 ELSE q * 6 END * 3600, p.id,
    CASE q WHEN 4 THEN 1 + p.n % 20 END, CASE WHEN q < 4 THEN 6 * (1 + p.n % 50) * 1073741824::bigint END
  FROM ${helpers}.projects p CROSS JOIN generate_series(0, 4) q
  WHERE p.n % 10 = 2 AND p.created_at <= ${at} AND coalesce(p.archived_at, ${anchorAt}) >= ${at + day} ORDER BY 2`;

/** A day's usage and, out of it, its costs, in one statement. An hour of a key is one row. Answers how many rows it has. */
export async function writeLargeDay(tx: Transaction, of: Day): Promise<number> {
  const row = await one<{ rows: number }>(
    tx,
    `WITH completions AS (${completions(of, "completions")} RETURNING *),
       decisions AS (${completions(of, "decisions")} RETURNING *),
       embeddings AS (${embeddings(of)} RETURNING *),
       measured AS (${measured(of)} RETURNING *),
       of_projects AS (${ofProjects(of)} RETURNING *),
       tools AS (SELECT * FROM measured UNION ALL SELECT * FROM of_projects),
       costs AS (${insertCosts({ completions: "completions", decisions: "decisions", embeddings: "embeddings", tools: "tools" })} RETURNING 1)
     SELECT (SELECT count(*) FROM completions) + (SELECT count(*) FROM decisions) + (SELECT count(*) FROM embeddings)
       + (SELECT count(*) FROM tools) AS rows, (SELECT count(*) FROM costs) AS costs`,
  );
  return row?.rows ?? 0;
}

/** By what the rows a day must be multiplied so that the whole has its size. */
export async function fitOf(on: Queryable, { usageRows, startAt, anchorAt }: Size): Promise<number> {
  const account = (5 * rows.weekday + 2 * rows.weekend) / 7;
  const person = (5 / 7) * personShare * rows.person;
  const row = await one<{ expected: number }>(
    on,
    `SELECT coalesce(sum(greatest(0, (least(until_at, ${anchorAt}) - greatest(created_at, ${startAt})) / 86400.0 - 0.5)
       * CASE WHEN account_id IS NULL THEN ${person} ELSE ${account} END), 1)::float8 AS expected FROM ${helpers}.keys`,
  );
  return usageRows / (row?.expected ?? 1);
}
