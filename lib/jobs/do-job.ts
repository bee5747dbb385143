import { z } from "zod";
import type { JobName, JobPayload } from "#lib/jobs/queues.ts";
import { jobPayloads } from "#lib/jobs/queues.ts";
import { log } from "#lib/log.ts";
import { instruments } from "#lib/metrics/instruments.ts";
import { inRequest, requestIdFrom } from "#lib/request-context.ts";

const Left = z.object({ requestId: z.string() }).partial().catch({});

/**
 * Does one job as the queue hands it out, measured and logged, on behalf of the request that left it; one that the
 * schedule left goes by its own id. Throws what the job throws.
 */
export async function doJob<Name extends JobName>(
  name: Name,
  job: { id: string; data: object },
  run: (payload: JobPayload<Name>) => Promise<unknown>,
): Promise<void> {
  const requestId = requestIdFrom(Left.parse(job.data).requestId ?? job.id);
  await inRequest(requestId, async () => {
    const startedAt = performance.now();
    const line = { job: name, jobId: job.id, ...job.data };
    let outcome = "failed";
    try {
      const result = await run(jobPayloads[name].parse(job.data) as JobPayload<Name>);
      outcome = "done";
      const durationMs = Math.round(performance.now() - startedAt);
      log.debug({ ...line, durationMs, result }, "job done");
    } catch (error) {
      log.error({ ...line, err: error }, "job failed");
      throw error;
    } finally {
      instruments().jobs.observe({ job: name, outcome }, (performance.now() - startedAt) / 1000);
    }
  });
}
