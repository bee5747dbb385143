import { seededRandom, seedOf } from "#twin/random.ts";
import { seededId } from "#twin/seed/identity.ts";
import type { Owner, UsageRow } from "#twin/seed/usage.ts";
import { contextTokens } from "#twin/seed/tokens.ts";
import type { decisionWorkloads } from "#twin/seed/tool-workloads.ts";
import type { ToolWorkload } from "#twin/seed/tool-workloads.ts";

const hour = 3600;
/** Tools are used in bursts: every third hour, and storage is metered every sixth. */
const burstHours = 3;
const meteredHours = 6;

/** One hour's row of a tool, if it was used in it; the same for the same hour. */
export function toolRow(tool: ToolWorkload, owner: Owner, at: number, load: number): UsageRow | undefined {
  const random = seededRandom(seedOf(`${tool.kind} ${tool.key}`, at / hour));
  const between = ([least, most]: readonly [number, number]) =>
    Math.floor(least + random() * (most - least + 1));
  if (tool.kind === "vector_stores") {
    if ((at / hour) % meteredHours !== 0) return undefined;
    return rowOf(tool, owner, at, { usage_bytes: meteredHours * between(tool.each) }, null);
  }
  if ((at / hour) % burstHours !== 0) return undefined;
  const requests = Math.floor(tool.requests * load * (0.5 + random()) + random());
  if (requests === 0) return undefined;
  const variant = tool.variants[Math.floor(random() * tool.variants.length)] ?? null;
  return rowOf(tool, owner, at, amountsOf(tool, requests, requests * between(tool.each)), variant);
}

function amountsOf({ kind }: ToolWorkload, requests: number, amount: number): Record<string, number> {
  switch (kind) {
    case "audio_speeches":
      return { num_model_requests: requests, characters: amount };
    case "audio_transcriptions":
      return { num_model_requests: requests, seconds: amount };
    case "images":
      return { num_model_requests: requests, images: amount };
    case "moderations":
      return { num_model_requests: requests, input_tokens: amount };
    case "web_search_calls":
      return { num_model_requests: requests, num_requests: amount };
    case "file_search_calls":
      return { num_requests: amount };
    case "code_interpreter_sessions":
      return { num_sessions: amount };
    case "vector_stores":
      return { usage_bytes: amount };
  }
}

const measures = [
  "num_model_requests",
  "num_requests",
  "num_sessions",
  "input_tokens",
  "images",
  "characters",
  "seconds",
  "usage_bytes",
];

/** All rows have all columns, for one bulk insert. Sessions and storage are known by project alone. */
function rowOf(
  { kind, model, store, source }: ToolWorkload,
  owner: Owner,
  at: number,
  amounts: Record<string, number>,
  variant: string | null,
): UsageRow {
  const isOfProject = kind === "vector_stores" || kind === "code_interpreter_sessions";
  const [size = null, origin = null] = kind === "images" ? (variant ?? "").split(" ") : [];
  return {
    kind,
    hour_at: at,
    project_id: owner.project_id,
    user_id: isOfProject ? null : owner.user_id,
    api_key_id: isOfProject ? null : owner.api_key_id,
    model,
    size,
    source: origin,
    vector_store_id: store !== null && kind === "file_search_calls" ? seededId("vs_", store) : null,
    context_level: kind === "web_search_calls" ? variant : null,
    api_source: kind === "web_search_calls" ? source : null,
    ...Object.fromEntries(measures.map((name) => [name, amounts[name] ?? null])),
  };
}

type DecisionWorkload = (typeof decisionWorkloads)[number];

export function decisionRow(
  { key, model, requests: full, context }: DecisionWorkload,
  owner: Owner,
  at: number,
  load: number,
): UsageRow | undefined {
  const random = seededRandom(seedOf(`decisions ${key}`, at / hour));
  const requests = Math.floor(full * load * (0.6 + 0.8 * random()));
  if (requests === 0 || (at / hour) % burstHours !== 0) return undefined;
  return {
    hour_at: at,
    ...owner,
    model,
    num_model_requests: requests,
    input_tokens: Math.round(contextTokens(requests, random) * context),
    output_tokens: requests * 3,
  };
}
