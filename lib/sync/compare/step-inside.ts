import { pathId } from "#lib/admin-api/path-id.ts";
import { pool } from "#lib/db-writer.ts";
import { askPage } from "#lib/sync/compare/ask-page.ts";
import { countRowsInside } from "#lib/sync/compare/count-mirror.ts";
import type { CompareState, Step } from "#lib/sync/compare/state.ts";
import { nextTask } from "#lib/sync/compare/state.ts";
import type { InsideTask } from "#lib/sync/compare/tasks.ts";
import { isOfTheParent } from "#lib/sync/directory/is-of-the-parent.ts";
import type { Page } from "#lib/sync/read-page.ts";

/** Projects or groups that a difference names. */
const mostNamed = 8;

type Counts = { upstream: number; mirror: number };

/**
 * Asks for one page of the list of one project or group, and says what the whole comes to once the last one is
 * counted. The difference names where it lies.
 */
export async function stepInside(
  organizationId: string,
  task: InsideTask,
  state: CompareState,
): Promise<Step> {
  const isUnderWay = state.after !== null;
  const parent = isUnderWay ? state.parent : await nextParent(organizationId, task, state);
  if (parent === null) return finished(task, { ...state, calls: state.calls - 1 });

  const page = await pageInside(organizationId, task, parent, state.after);
  // Who has gone from upstream in the meantime is the business of the list that it stood in.
  if (page === null) return { state: parentDone(state, parent, { upstream: 0, mirror: 0 }), counts: [] };
  const upstream = (state.counted["here"] ?? 0) + page.items.length;
  if (page.next !== null) {
    const counted = { ...state.counted, here: upstream };
    return { state: { ...state, parent, after: page.next, counted }, counts: [] };
  }
  const mirror = await countRowsInside(organizationId, task, parent);
  return { state: parentDone(state, parent, { upstream, mirror }), counts: [] };
}

async function nextParent(
  organizationId: string,
  task: InsideTask,
  state: CompareState,
): Promise<string | null> {
  const next = await task.parents.next(pool, organizationId, state.parent === null ? null : [state.parent]);
  return next?.[0] ?? null;
}

async function pageInside(
  organizationId: string,
  { path, query }: InsideTask,
  parent: string,
  after: string | null,
): Promise<Page | null> {
  const [before, template, behind] = path;
  try {
    const asked = { ...query, ...(after !== null && { after }) };
    const address = `${before}${pathId(parent)}${behind}`;
    return await askPage(organizationId, address, asked, `${before}${template}${behind}`);
  } catch (error) {
    if (after === null && isOfTheParent(error)) return null;
    throw error;
  }
}

function parentDone(state: CompareState, parent: string, { upstream, mirror }: Counts): CompareState {
  const isSame = upstream === mirror;
  return {
    ...state,
    parent,
    after: null,
    parentsDone: state.parentsDone + 1,
    differing:
      isSame || state.differing.length > mostNamed
        ? state.differing
        : [...state.differing, `${parent}: ${upstream} / ${mirror}`],
    counted: {
      upstream: (state.counted["upstream"] ?? 0) + upstream,
      mirror: (state.counted["mirror"] ?? 0) + mirror,
      // Two wrongs that add up to nothing are no less wrong.
      differing: (state.counted["differing"] ?? 0) + (isSame ? 0 : 1),
    },
  };
}

function finished({ stream, measure }: InsideTask, state: CompareState): Step {
  const { upstream = 0, mirror = 0, differing = 0 } = state.counted;
  const named = state.differing.slice(0, mostNamed);
  const note = [...named, ...(differing > named.length ? ["…"] : [])].join(", ");
  const places = { stream, day: null, measure: "places", upstream: differing, mirror: 0, note };
  const total = { stream, day: null, measure, upstream, mirror, note };
  return { state: nextTask(state), counts: differing > 0 && upstream === mirror ? [total, places] : [total] };
}
