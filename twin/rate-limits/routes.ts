import type { ProjectRateLimit } from "openai/resources/admin/organization/projects/rate-limits";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { many } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { badRequest, notFound } from "#twin/errors.ts";
import { record } from "#twin/events/record.ts";
import { idList } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import { requireActiveProject } from "#twin/projects/find.ts";
import { directoryLimits, limit } from "#twin/queries.ts";
import { limitNames, modelLimits } from "#twin/rate-limits/models.ts";
import type { LimitName } from "#twin/rate-limits/models.ts";

export const rateLimitRoutes: Routes = {
  "GET /organization/projects/:project_id/rate_limits": listRateLimits,
  "POST /organization/projects/:project_id/rate_limits/:rate_limit_id": updateRateLimit,
};

/** A row for each model of the organization; `before` gives the page that ends just before that id. */
async function listRateLimits(call: Call): Promise<IdList<ProjectRateLimit>> {
  const size = limit(call.query, { ...directoryLimits, fallback: 100 });
  const all = await rateLimitsOf(call.pool, call.param("project_id"));
  const from = placeOf(all, call.query, "after");
  const to = placeOf(all, call.query, "before");
  const between = all.slice(from === undefined ? 0 : from + 1, to);
  const page = to === undefined ? between.slice(0, size) : between.slice(-size);
  return idList(page, between.length > page.length);
}

function placeOf(
  all: ProjectRateLimit[],
  query: URLSearchParams,
  name: "after" | "before",
): number | undefined {
  const id = query.get(name);
  if (id === null) return undefined;
  const place = all.findIndex((row) => row.id === id);
  if (place >= 0) return place;
  throw badRequest(`Invalid value for '${name}': no object with id '${id}'.`, name, "invalid_value");
}

const figure = z.int().min(0).optional();
const UpdateRateLimit = z.strictObject({
  max_requests_per_1_minute: figure,
  max_tokens_per_1_minute: figure,
  max_images_per_1_minute: figure,
  max_audio_megabytes_per_1_minute: figure,
  max_requests_per_1_day: figure,
  batch_1_day_max_input_tokens: figure,
});

/** A project may have less than the organization, never more, and no limit that its model does not know. */
async function updateRateLimit(call: Call): Promise<ProjectRateLimit> {
  const body = await call.read(UpdateRateLimit);
  const [projectId, id] = [call.param("project_id"), call.param("rate_limit_id")];
  const changes = limitNames.flatMap((name) => {
    const value = body[name];
    return value === undefined ? [] : [{ name, value }];
  });
  if (changes.length === 0) throw badRequest("At least one limit must be given.");
  return change(call, async (tx) => {
    const project = await requireActiveProject(tx, projectId, { lock: true });
    const model = id.replace(/^rl-/, "");
    for (const { name, value } of changes) refuseBeyond(id, model, name, value);
    await tx.query(
      `INSERT INTO twin.rate_limits (project_id, model, limits) VALUES ($1, $2, $3)
       ON CONFLICT (project_id, model) DO UPDATE SET limits = twin.rate_limits.limits || excluded.limits`,
      [project.id, model, Object.fromEntries(changes.map(({ name, value }) => [name, value]))],
    );
    await record(tx, call, "rate_limit.updated", { id, changes_requested: given(body) }, [project.id]);
    const changed = (await rateLimitsOf(tx, project.id)).find((row) => row.id === id);
    if (!changed) throw notFound("rate limit", id);
    return changed;
  });
}

function given(body: z.output<typeof UpdateRateLimit>): Partial<Record<LimitName, number>> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function refuseBeyond(id: string, model: string, name: LimitName, value: number): void {
  const known = id.startsWith("rl-") && modelLimits.find((row) => row.model === model);
  if (!known) throw notFound("rate limit", id);
  const most = known.limits[name];
  if (most === undefined) {
    throw badRequest(`'${name}' does not apply to the model ${model}.`, name, "invalid_value");
  }
  if (value > most) {
    throw badRequest(
      `The project's '${name}' must not exceed the organization's limit of ${most}, but got ${value} instead.`,
      name,
      "integer_above_max_value",
    );
  }
}

type OverrideRow = { model: string; limits: Partial<Record<LimitName, number>> };

async function rateLimitsOf(on: Queryable, projectId: string): Promise<ProjectRateLimit[]> {
  const project = await requireActiveProject(on, projectId);
  const overrides = await many<OverrideRow>(
    on,
    "SELECT model, limits FROM twin.rate_limits WHERE project_id = $1",
    [project.id],
  );
  const own = new Map(overrides.map((row) => [row.model, row.limits]));
  return modelLimits.map(({ model, limits }) => ({
    object: "project.rate_limit",
    id: `rl-${model}`,
    model,
    ...limits,
    ...own.get(model),
  }));
}
