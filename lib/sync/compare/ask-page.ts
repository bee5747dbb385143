import { callUpstream } from "#lib/admin-api/call.ts";
import { HeldBack, UpstreamRefusal, UpstreamUnclear } from "#lib/admin-api/errors.ts";
import { JobWait } from "#lib/background-jobs/errors.ts";
import { SyncFault } from "#lib/sync/faults.ts";
import type { Page } from "#lib/sync/read-page.ts";
import { pageOf, readEnvelope } from "#lib/sync/read-page.ts";

type Query = Record<string, string | number | boolean | object>;

const patienceMs = 5_000;
const tryAgainMs = 10_000;

/**
 * One page of an endpoint, whose template names it to the pace where an id stands in path, in its turn behind what people do. Throws JobWait where upstream can't be asked at the
 * moment, and UpstreamRefusal where it refuses for good.
 */
export async function askPage(
  organizationId: string,
  path: string,
  query: Query,
  template: string = path,
): Promise<Page> {
  const [plain = template] = template.split("?");
  try {
    const { answer } = await callUpstream(
      organizationId,
      `GET ${plain}`,
      async (_organization, client) =>
        readEnvelope(
          await client.get(path, { query, __security: { adminAPIKeyAuth: true } }).asResponse(),
          (item) => item,
        ),
      { patienceMs, isBackground: true },
    );
    return pageOf(answer);
  } catch (error) {
    if (error instanceof HeldBack)
      throw new JobWait("paced", error.message, Math.max(500, error.until.getTime() - Date.now()));
    const isLimited = error instanceof UpstreamRefusal && error.status === 429;
    const isUnclear = error instanceof UpstreamUnclear || error instanceof SyncFault;
    if (error instanceof Error && (isLimited || isUnclear))
      throw new JobWait("upstream", error.message, tryAgainMs, { cause: error });
    throw error;
  }
}
