import { setTimeout as sleep } from "node:timers/promises";
import type OpenAI from "openai";
import { classify } from "#lib/admin-api/classify.ts";
import { createAdminClient } from "#lib/admin-api/client.ts";
import { HeldBack, UpstreamRefusal, UpstreamUnclear } from "#lib/admin-api/errors.ts";
import { log } from "#lib/log.ts";
import { instruments } from "#lib/metrics/instruments.ts";
import { adminKeyOf } from "#lib/organizations/admin-key.ts";
import { reserveSlot, slowDown, speedUp } from "#lib/sync/pace.ts";

/** The SDK's tree under client.admin.organization. */
export type AdminOrganization = OpenAI["admin"]["organization"];

export type Answered<Answer> = {
  answer: Answer;
  /** When the request was sent, by the database's clock: what mirrorX(…, at) takes. */
  sentAt: Date;
};

/** How long a call waits for its turn before it gives up: what a person bears. */
const patienceMs = 15_000;

/**
 * Calls the Admin API of an organization, in its turn. template names the endpoint without its ids, such as
 * "POST /organization/invites": the limiter counts by it. Throws UpstreamRefusal (4xx; HeldBack if not sent),
 * UpstreamUnclear (5xx, timeout, cut connection, not JSON) or DomainError "unavailable" (disconnected).
 */
export async function callUpstream<Answer>(
  organizationId: string,
  template: string,
  ask: (organization: AdminOrganization, client: OpenAI) => PromiseLike<Answer>,
  options: { patienceMs?: number } = {},
): Promise<Answered<Answer>> {
  const connection = await adminKeyOf(organizationId);
  const slot = await reserveSlot(organizationId, template, options.patienceMs ?? patienceMs);
  if (!slot.isReserved) {
    instruments().upstreamHeldBack.inc({ template });
    throw new HeldBack(template, slot.at);
  }
  if (slot.waitMs > 0) await sleep(slot.waitMs);

  // 0: no answer.
  let status = 0;
  const client = createAdminClient({
    ...connection,
    onExchange: (exchange) => {
      status = exchange.status;
      const level = template.startsWith("GET ") ? "debug" : "info";
      log[level]({ organizationId, template, ...exchange }, "upstream answered");
    },
  });
  const startedAt = performance.now();
  try {
    const answer = await ask(client.admin.organization, client);
    // Without a JSON content type the SDK hands out the body as text.
    if (typeof answer === "string")
      throw new UpstreamUnclear("The answer is not JSON.", null, { reason: "malformed" });
    if (slot.isPaced) await wentWell(organizationId, template);
    return { answer, sentAt: slot.at };
  } catch (error) {
    throw await refused(organizationId, template, classify(error));
  } finally {
    const seconds = (performance.now() - startedAt) / 1000;
    instruments().upstreamCalls.observe({ template, status: String(status) }, seconds);
  }
}

/** What upstream did is done, whether or not we can note that it went well. */
async function wentWell(organizationId: string, template: string): Promise<void> {
  try {
    await speedUp(organizationId, template);
  } catch (error) {
    log.warn({ organizationId, template, err: error }, "pace not noted");
  }
}

async function refused(organizationId: string, template: string, error: Error): Promise<Error> {
  const isRefusal = error instanceof UpstreamRefusal;
  log.warn(
    {
      organizationId,
      template,
      status: isRefusal || error instanceof UpstreamUnclear ? error.status : null,
      upstreamRequestId: isRefusal ? error.upstreamRequestId : null,
      error: error.message,
    },
    "upstream did not do it",
  );
  if (!isRefusal || error.status !== 429) return error;
  const at = await slowDown(organizationId, template, error.retryAfterMs);
  return new UpstreamRefusal(error.message, {
    status: 429,
    code: error.code,
    requestId: error.upstreamRequestId,
    retryAfterMs: Math.max(0, at.getTime() - Date.now()),
  });
}
