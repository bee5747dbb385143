import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { describeJob } from "#lib/background-jobs/describe.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";
import { noDay } from "#lib/sync/compare/save-counts.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scoped, scopedSql } from "#lib/scoped.ts";

/** A figure that differs, or that upstream did not answer. day is null for lists; figures are decimal strings. */
export type Difference = {
  stream: string;
  day: string | null;
  measure: string;
  upstream: string | null;
  mirror: string | null;
  note: string;
};

export type Comparison = {
  id: string;
  days: number;
  actorLabel: string;
  state: string;
  startedAt: string;
  finishedAt: string | null;
  /** Questions that are done, of how many, and how long the others will take; null once its job is gone. */
  progress: { done: number; total: number | null; secondsLeft: number | null } | null;
  /** Why it does not go on at the moment, in upstream's words. */
  waiting: string | null;
  counted: number;
  differing: number;
  /** The first of them, by stream and day. */
  differences: Difference[];
};

const mostShown = 100;

async function differencesOf(actor: Actor, id: string): Promise<Difference[]> {
  return scopedSql<Difference>(
    actor,
    Prisma.sql`SELECT stream, nullif(day::text, ${noDay}) AS day, measure, upstream::text, mirror::text, note
      FROM comparison_counts WHERE organization_id = ${actor.organization.id}::uuid AND comparison_id = ${id}::uuid
        AND (upstream IS NULL OR abs(upstream - mirror) > 0.000001)
      ORDER BY stream, day DESC, measure LIMIT ${mostShown}`,
  );
}

async function totalsOf(actor: Actor, id: string): Promise<{ counted: number; differing: number }> {
  const [totals] = await scopedSql<{ counted: number; differing: number }>(
    actor,
    Prisma.sql`SELECT count(*)::int AS counted,
        count(*) FILTER (WHERE upstream IS NULL OR abs(upstream - mirror) > 0.000001)::int AS differing
      FROM comparison_counts WHERE organization_id = ${actor.organization.id}::uuid AND comparison_id = ${id}::uuid`,
  );
  return totals ?? { counted: 0, differing: 0 };
}

function progressOf(job: BackgroundJob): NonNullable<Comparison["progress"]> {
  const { done, total, secondsLeft } = describeJob(job, new Date());
  return { done, total, secondsLeft };
}

/** The newest comparison with upstream, under way or done; null if there was none. */
export async function latestComparison(actor: Actor): Promise<Comparison | null> {
  authorize(actor, "streams.read");
  const job = await scoped(actor).backgroundJob.findFirst({
    where: { kind: "compare" },
    orderBy: { createdAt: "desc" },
  });
  const row = await scoped(actor).comparison.findFirst({ orderBy: { startedAt: "desc" } });
  const isWaiting = job !== null && (job.state === "queued" || job.state === "running");
  const progress = isWaiting ? progressOf(job) : null;
  if (isWaiting && row?.id !== job.id) {
    const none = { counted: 0, differing: 0, differences: [], finishedAt: null, waiting: null };
    const { id, askedByLabel: actorLabel, createdAt } = job;
    return {
      id,
      actorLabel,
      days: Number(job.label),
      state: "running",
      startedAt: createdAt.toISOString(),
      progress,
      ...none,
    };
  }
  if (!row) return null;
  const { id, days, actorLabel, startedAt, finishedAt } = row;
  const isOver = row.state === "running" && !isWaiting;
  return {
    id,
    days,
    actorLabel,
    state: isOver ? (job?.state ?? "failed") : row.state,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    progress,
    waiting: isWaiting ? job.lastErrorMessage : null,
    ...(await totalsOf(actor, id)),
    differences: await differencesOf(actor, id),
  };
}
