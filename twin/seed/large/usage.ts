import { one } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";
import type { Size } from "#twin/seed/large/size.ts";

const day = 86_400;
/** Rows a day before they are fitted to the size: a service account's by weekday and weekend, a person's. */
const rows = { weekday: 14, weekend: 9, person: 5 };
/** The share of people's keys that are used on a working day. */
const personShare = 0.12;
const saturday = 2; // 1970-01-01 was a Thursday

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

const pick = (words: string[], number: string) =>
  `(ARRAY['${words.join("','")}'])[1 + (${number}) % ${words.length}]`;
const drawn = (most: number, salt: number) =>
  `(pg_temp.draw(k.n * 131071 + hour_at / 3600, ${salt}) * ${most})::bigint`;

/**
 * $1 the day, $2 the fit. An hour a row: `rows` hours of a key that lives all day, from its first hour on.
 */
const busy = (kind: string) => `
  (SELECT k.*, coalesce(k.user_id, k.account_id) AS owner_id, $1 + (first_hour + i) % 24 * 3600 AS hour_at
   FROM (SELECT *, CASE WHEN account_id IS NULL THEN 1 + n % 9 ELSE n / 4 % 24 END AS first_hour,
       least(24, floor(pg_temp.draw(n * 131071 + $1 / ${day}, 11) + $2::float8 * CASE
         WHEN account_id IS NOT NULL THEN CASE WHEN ($1 / ${day}) % 7 IN (${saturday}, ${saturday + 1}) THEN ${rows.weekend} ELSE ${rows.weekday} END
         WHEN ($1 / ${day}) % 7 IN (${saturday}, ${saturday + 1}) OR pg_temp.draw(n * 131071 + $1 / ${day}, 12) >= ${personShare} THEN -1
         ELSE ${rows.person} END)) AS rows
     FROM large_keys WHERE kind = '${kind}' AND created_at <= $1 AND until_at >= $1 + ${day}) k
   CROSS JOIN LATERAL generate_series(0, k.rows::int - 1) i
   ORDER BY hour_at) k`;

const completions = (size: Size, kind: "completions" | "decisions") => `
  INSERT INTO twin.usage_${kind} (hour_at, project_id, user_id, api_key_id, model, batch, service_tier, api_source,
    num_model_requests, input_tokens, input_cached_tokens, output_tokens)
  SELECT hour_at, project_id, owner_id, id, model, n % 8 = 0, CASE WHEN n % 9 = 1 THEN 'flex' ELSE 'default' END,
    CASE WHEN n % 17 = 0 THEN 'agents_api' ELSE 'unlabeled' END, requests, input, input * (n % 5) / 10, requests * (40 + per % 600)
  FROM (SELECT *, requests * (200 + per) AS input FROM (
    SELECT k.*, 1 + ${drawn(120, 13)} AS requests, ${drawn(2600, 14)} AS per,
      CASE WHEN hour_at < ${size.anchorAt - 150 * day} THEN ${pick(chats, "n")} ELSE ${pick(newerChats, "n")} END AS model
    FROM ${busy(kind)}) drawn) counted`;

const embeddings = `
  INSERT INTO twin.usage_embeddings (hour_at, project_id, user_id, api_key_id, model, num_model_requests, input_tokens)
  SELECT hour_at, project_id, owner_id, id, ${pick(["text-embedding-3-small", "text-embedding-3-large"], "n / 20")},
    requests, requests * (50 + n % 900)
  FROM (SELECT k.*, 1 + ${drawn(900, 13)} AS requests FROM ${busy("embeddings")}) counted`;

const measured = `
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
  FROM (SELECT k.*, ${pick(tools, "n / 20")} AS tool, 1 + ${drawn(60, 13)} AS requests FROM ${busy("tools")}) counted`;

/** Storage four times a day and sessions once, for every tenth project. */
const ofProjects = ({ startAt, anchorAt }: Size) => `
  INSERT INTO twin.usage_tools (kind, hour_at, project_id, num_sessions, usage_bytes)
  SELECT CASE q WHEN 4 THEN 'code_interpreter_sessions' ELSE 'vector_stores' END, d + CASE q WHEN 4 THEN 9 ELSE q * 6 END * 3600, p.id,
    CASE q WHEN 4 THEN 1 + p.n % 20 END, CASE WHEN q < 4 THEN 6 * (1 + p.n % 50) * 1073741824::bigint END
  FROM large_projects p CROSS JOIN generate_series(${startAt}::bigint, ${anchorAt - day}, ${day}) d CROSS JOIN generate_series(0, 4) q
  WHERE p.n % 10 = 2 AND p.created_at <= d AND coalesce(p.archived_at, ${anchorAt}) >= d + ${day} ORDER BY 2`;

/** Day by day, so that a table's order is that of time; an hour of a key is one row. */
export async function seedLargeUsage(tx: Transaction, size: Size): Promise<void> {
  const fit = await fitOf(tx, size);
  for (let at = size.startAt; at < size.anchorAt; at += day) {
    for (const statement of [
      completions(size, "completions"),
      completions(size, "decisions"),
      embeddings,
      measured,
    ])
      await tx.query(statement.replaceAll("$1", `${at}::bigint`).replaceAll("$2", String(fit)));
  }
  await tx.query(ofProjects(size));
  await tx.query(
    `UPDATE twin.api_keys k SET last_used_at = used.at FROM (
       SELECT api_key_id, max(at) + 1740 AS at FROM (
         SELECT api_key_id, max(hour_at) AS at FROM twin.usage_completions GROUP BY 1
         UNION ALL SELECT api_key_id, max(hour_at) FROM twin.usage_decisions GROUP BY 1
         UNION ALL SELECT api_key_id, max(hour_at) FROM twin.usage_embeddings GROUP BY 1
         UNION ALL SELECT api_key_id, max(hour_at) FROM twin.usage_tools GROUP BY 1) each GROUP BY 1
     ) used WHERE used.api_key_id = k.id`,
  );
}

/** By what the rows a day must be multiplied so that the whole has its size. */
async function fitOf(tx: Transaction, { usageRows, startAt, anchorAt }: Size): Promise<number> {
  const account = (5 * rows.weekday + 2 * rows.weekend) / 7;
  const person = (5 / 7) * personShare * rows.person;
  const row = await one<{ expected: number }>(
    tx,
    `SELECT coalesce(sum(greatest(0, (least(until_at, ${anchorAt}) - greatest(created_at, ${startAt})) / 86400.0 - 0.5)
       * CASE WHEN account_id IS NULL THEN ${person} ELSE ${account} END), 1)::float8 AS expected FROM large_keys`,
  );
  return usageRows / (row?.expected ?? 1);
}
