import { seededRandom, seedOf } from "#twin/random.ts";
import { localTime } from "#twin/seed/clocks.ts";
import type { City } from "#twin/seed/clocks.ts";
import { accountId, keyId, projectId, userId } from "#twin/seed/identity.ts";
import { hasPriority, writesCache } from "#twin/seed/prices.ts";
import { day, incidentSpan, placedKeys } from "#twin/seed/timeline.ts";
import type { PlacedKey, Timeline } from "#twin/seed/timeline.ts";
import { contextTokens, generatedTokens } from "#twin/seed/tokens.ts";
import { decisionRow, toolRow } from "#twin/seed/tool-usage.ts";
import { decisionWorkloads, toolWorkloads } from "#twin/seed/tool-workloads.ts";
import { incident, isEmbedding, modelAt, workloads } from "#twin/seed/workloads.ts";
import type { Rhythm, Workload } from "#twin/seed/workloads.ts";

const hour = 3600;

/** Share of a full hour's load by the hour on the city's clock. */
const officeHours = [
  0, 0, 0, 0, 0, 0, 0, 0.08, 0.35, 0.8, 1, 0.95, 0.55, 0.75, 0.95, 1, 0.85, 0.6, 0.3, 0.12, 0.06, 0.04, 0, 0,
];
const roundTheClock = [
  0.35, 0.3, 0.3, 0.28, 0.3, 0.35, 0.45, 0.6, 0.8, 0.95, 1, 1, 0.9, 0.95, 1, 1, 0.95, 0.85, 0.75, 0.7, 0.65,
  0.6, 0.5, 0.4,
];
const weekendShare = { office: 0.03, always: 0.55, nightly: 0.5 };
const nightlyHours = new Set([22, 23, 0]);

export type UsageRow = Record<string, string | number | boolean | null>;
export type UsageRows = Record<"completions" | "decisions" | "embeddings" | "tools", UsageRow[]>;

export type Owner = { project_id: string; user_id: string; api_key_id: string };
type Placed = { workload: Workload; owner: Owner; fromAt: number; untilAt: number };

/**
 * The usage of the hours in [from, to), Unix seconds. An hour's rows depend on nothing but the hour and the
 * timeline, so that it makes no difference in how many steps a history is written.
 */
export function usageBetween(
  timeline: Timeline,
  from: number,
  to: number,
  isLive: (id: string) => boolean,
): UsageRows {
  const rows: UsageRows = { completions: [], decisions: [], embeddings: [], tools: [] };
  const gates = decisionWorkloads.map((gate) => ({ gate, ...lifeOf(timeline, gate.key) }));
  const tools = toolWorkloads.map((tool) => ({ tool, ...lifeOf(timeline, tool.key) }));
  const isAtWork = ({ owner, fromAt, untilAt }: Life, at: number) =>
    at >= fromAt && at < untilAt && isLive(owner.api_key_id);
  const placed = placedWorkloads(timeline).filter(({ owner }) => isLive(owner.api_key_id));
  for (let at = from; at < to; at += hour) {
    const clocks = { tokyo: localTime("tokyo", at), berlin: localTime("berlin", at) };
    const growth = growthAt(timeline, at);
    for (const item of placed) {
      if (at < item.fromAt || at >= item.untilAt) continue;
      const load = item.workload === incident.workload ? 1 : loadAt(item.workload.rhythm, clocks) * growth;
      if (load > 0) addRow(rows, item, at, load);
    }
    for (const { gate, ...life } of gates) {
      if (!isAtWork(life, at)) continue;
      const row = decisionRow(gate, life.owner, at, loadAt(gate.rhythm, clocks) * growth);
      if (row) rows.decisions.push(row);
    }
    for (const { tool, ...life } of tools) {
      if (!isAtWork(life, at)) continue;
      const row = toolRow(tool, life.owner, at, loadAt(tool.rhythm, clocks) * growth);
      if (row) rows.tools.push(row);
    }
  }
  return rows;
}

type Life = { owner: Owner; fromAt: number; untilAt: number };

function lifeOf(timeline: Timeline, slug: string): Life {
  const place = placedKeys(timeline).find(({ key }) => key.slug === slug);
  if (!place) throw new Error(`The seed names an unknown key: ${slug}.`);
  const untilAt = Math.min(place.deletedAt ?? Infinity, place.expiresAt ?? Infinity);
  return { owner: ownerOf(place), fromAt: place.createdAt, untilAt };
}

function placedWorkloads(timeline: Timeline): Placed[] {
  const keys = new Map(placedKeys(timeline).map((place) => [place.key.slug, place]));
  const span = incidentSpan(timeline);
  return [...workloads, incident.workload].map((workload) => {
    const place = keys.get(workload.key);
    if (!place) throw new Error(`The seed names an unknown key: ${workload.key}.`);
    const owner = ownerOf(place);
    if (workload === incident.workload) return { workload, owner, fromAt: span.from, untilAt: span.to };
    const end = Math.min(place.deletedAt ?? Infinity, place.expiresAt ?? Infinity);
    return {
      workload,
      owner,
      fromAt: Math.max(place.createdAt, timeline.anchorAt - workload.from * day),
      untilAt: Math.min(end, timeline.anchorAt - workload.until * day),
    };
  });
}

/** Slow at first, faster later; some days are busier than others. */
function growthAt({ anchorAt, startAt }: Timeline, at: number): number {
  const progress = Math.min(1.1, Math.max(0, (at - startAt) / (anchorAt - startAt)));
  const random = seededRandom(seedOf("day", Math.floor(at / day)));
  return (0.3 + 0.7 * progress ** 1.5) * (0.88 + 0.24 * random());
}

type Clocks = Record<City, ReturnType<typeof localTime>>;

function loadAt(rhythm: Rhythm, clocks: Clocks): number {
  const clock = clocks[rhythm === "tokyo" ? "tokyo" : "berlin"];
  const isOff = clock.weekday === 0 || clock.weekday === 6 || clock.isHoliday;
  if (rhythm === "nightly") return nightlyHours.has(clock.hour) ? (isOff ? weekendShare.nightly : 1) : 0;
  if (rhythm === "always") return (roundTheClock[clock.hour] ?? 0) * (isOff ? weekendShare.always : 1);
  return (officeHours[clock.hour] ?? 0) * (isOff ? weekendShare.office : 1);
}

function ownerOf({ key, project, account }: PlacedKey): Owner {
  return {
    project_id: projectId(project.slug),
    user_id: account ? accountId(account.slug) : userId(key.owner),
    api_key_id: keyId(key.slug),
  };
}

function addRow(rows: UsageRows, { workload, owner }: Placed, at: number, load: number): void {
  const random = seededRandom(seedOf(`${workload.key} ${workload.line} ${workload.batch}`, at / hour));
  const expected = workload.requests * load;
  const spread = expected < 12 ? random() * 2 : 0.75 + random() * 0.5;
  const requests = Math.floor(expected * spread + random());
  if (requests === 0) return;
  const model = modelAt(workload.line, at);
  const input = Math.round(contextTokens(requests, random) * workload.context);
  const common = {
    hour_at: at,
    ...owner,
    model,
    num_model_requests: requests,
    input_tokens: input,
  };
  if (isEmbedding(workload)) {
    rows.embeddings.push(common);
    return;
  }
  const cached = Math.floor((input * workload.cached * (0.7 + 0.6 * random())) / 128) * 128;
  rows.completions.push({
    ...common,
    batch: workload.batch,
    service_tier: workload.tier === "priority" && !hasPriority(model) ? "default" : workload.tier,
    api_source: workload.source,
    input_cached_tokens: cached,
    input_cache_write_tokens: writesCache(model) ? Math.floor((input - cached) * 0.08) : 0,
    output_tokens: Math.max(requests, Math.round(generatedTokens(requests, random) * workload.output)),
  });
}
