import { z } from "zod";
import { UpstreamRefusal } from "#lib/admin-api/errors.ts";
import { askPage } from "#lib/sync/compare/ask-page.ts";
import { stepInside } from "#lib/sync/compare/step-inside.ts";
import { countCosts, countUsage } from "#lib/sync/compare/count-days.ts";
import { countEvents, countLivingRows, eventsFrom } from "#lib/sync/compare/count-mirror.ts";
import type { CompareState, Step } from "#lib/sync/compare/state.ts";
import { nextTask } from "#lib/sync/compare/state.ts";
import type { Task } from "#lib/sync/compare/tasks.ts";

const day = 86_400;
const isoDay = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
const Event = z.object({ effective_at: z.number() });

/** Asks upstream once and says what that tells. Throws as askPage does. */
export async function runStep(organizationId: string, task: Task, state: CompareState): Promise<Step> {
  try {
    const asked = { ...state, calls: state.calls + 1 };
    if (task.type === "inside") return await stepInside(organizationId, task, asked);
    if (task.type === "list") return await stepList(organizationId, task, asked);
    if (task.type === "events") return await stepEvents(organizationId, task, asked);
    return await stepDays(organizationId, task, asked);
  } catch (error) {
    if (!(error instanceof UpstreamRefusal)) throw error;
    // Upstream doesn't answer this: that is what the comparison says of it.
    const refused = { stream: task.stream, day: null, measure: "refused", upstream: null, mirror: null };
    return { state: nextTask(state), counts: [{ ...refused, note: error.message }] };
  }
}

async function stepDays(
  organizationId: string,
  task: Extract<Task, { type: "usage" | "costs" }>,
  state: CompareState,
): Promise<Step> {
  const path = task.type === "usage" ? `/organization/usage/${task.kind}` : "/organization/costs";
  const { from, to, after } = state;
  const page = await askPage(organizationId, path, {
    start_time: from,
    end_time: to,
    bucket_width: "1d",
    limit: 31,
    ...(after !== null && { page: after }),
  });
  const of = { organizationId, from, to };
  const counts =
    task.type === "usage" ? await countUsage(of, task.kind, page.items) : await countCosts(of, page.items);
  return { state: page.next === null ? nextTask(state) : { ...state, after: page.next }, counts };
}

async function stepList(
  organizationId: string,
  task: Extract<Task, { type: "list" }>,
  state: CompareState,
): Promise<Step> {
  const after = state.after === null ? {} : { after: state.after };
  const page = await askPage(organizationId, task.path, { limit: task.limit, ...after });
  const upstream = (state.counted[""] ?? 0) + page.items.length;
  if (page.next !== null)
    return { state: { ...state, after: page.next, counted: { "": upstream } }, counts: [] };
  const mirror = await countLivingRows(organizationId, task.table);
  const { stream } = task;
  return { state: nextTask(state), counts: [{ stream, day: null, measure: "rows", upstream, mirror }] };
}

async function stepEvents(
  organizationId: string,
  { isTenant, stream }: Extract<Task, { type: "events" }>,
  state: CompareState,
): Promise<Step> {
  const from = state.eventsFrom ?? (await eventsFrom(organizationId, state.from, state.to));
  const page = await askPage(organizationId, "/organization/audit_logs", {
    limit: 100,
    tenant_only: isTenant,
    effective_at: { gte: from, lt: state.to },
    ...(state.after !== null && { after: state.after }),
  });
  const counted = { ...state.counted };
  for (const item of page.items) {
    const name = isoDay(Event.parse(item).effective_at);
    counted[name] = (counted[name] ?? 0) + 1;
  }
  const read = { ...state, eventsFrom: from };
  if (page.next !== null) return { state: { ...read, after: page.next, counted }, counts: [] };

  const mirror = await countEvents(organizationId, isTenant, from, state.to);
  const measure = isTenant ? "tenant_events" : "events";
  const counts = Array.from({ length: (state.to - from) / day }, (_, index) => {
    const name = isoDay(from + index * day);
    return { stream, day: name, measure, upstream: counted[name] ?? 0, mirror: mirror.get(name) ?? 0 };
  });
  return { state: nextTask(read), counts };
}
