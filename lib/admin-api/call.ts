import { setTimeout as sleep } from "node:timers/promises";
import type OpenAI from "openai";
import { classify } from "#lib/admin-api/classify.ts";
import { createAdminClient } from "#lib/admin-api/client.ts";
import { HeldBack, UpstreamRefusal, UpstreamUnclear } from "#lib/admin-api/errors.ts";
import { log } from "#lib/log.ts";
import { instruments } from "#lib/metrics/instruments.ts";
import { adminKeyOf } from "#lib/organizations/admin-key.ts";
import { reserveSlot, slowDown, speedUp } from "#lib/sync/pace.ts";

export type AdminOrganization = OpenAI["admin"]["organization"];

export type Answered<Answer> = {
  answer: Answer;
  /** When the request was sent, by the database's clock: what mirrorX(…, at) takes. */
  sentAt: Date;
};

/** How long a call waits for its turn before it gives up: what a person bears. */
const patienceMs = 15_000;

type Call<Answer> = {
  organizationId: string;
  template: string;
  ask: (organization: AdminOrganization, client: OpenAI) => PromiseLike<Answer>;
  patienceMs: number;
  /** A person waits: sent out of turn. */
  isUrgent: boolean;
};

type Options = {
  patienceMs?: number;
  /** Nobody waits for the answer: it takes its turn behind what people ask for. */
  isBackground?: boolean;
};

/**
 * Calls the Admin API of an organization, in its turn. template names the endpoint without its ids, such as
 * "POST /organization/invites": the limiter counts by it. What a person waits for goes ahead of the sync, and
 * waits for its turn once if upstream refuses it. Throws UpstreamRefusal (4xx; HeldBack if not sent),
 * UpstreamUnclear (5xx, timeout, cut connection, not JSON) or DomainError "unavailable" (disconnected).
 */
export async function callUpstream<Answer>(
  organizationId: string,
  template: string,
  ask: Call<Answer>["ask"],
  options: Options = {},
): Promise<Answered<Answer>> {
  const patience = options.patienceMs ?? patienceMs;
  const call = { organizationId, template, ask, patienceMs: patience };
  const begunAt = performance.now();
  const first = await attempt({ ...call, isUrgent: options.isBackground !== true });
  if (first.kind === "answered") return first;
  // A refusal is clear: nothing happened, so that it may be sent again, now in its turn.
  const rest = Math.max(0, patience - (performance.now() - begunAt));
  const second = await attempt({ ...call, patienceMs: rest, isUrgent: false });
  if (second.kind === "answered") return second;
  throw second.refusal;
}

type Attempt<Answer> =
  ({ kind: "answered" } & Answered<Answer>) | { kind: "jumpRefused"; refusal: UpstreamRefusal };

async function attempt<Answer>(call: Call<Answer>): Promise<Attempt<Answer>> {
  const { organizationId, template } = call;
  const connection = await adminKeyOf(organizationId);
  const slot = await reserveSlot(organizationId, template, call);
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
    const answer = await call.ask(client.admin.organization, client);
    // Without a JSON content type the SDK hands out the body as text.
    if (typeof answer === "string")
      throw new UpstreamUnclear("The answer is not JSON.", null, { reason: "malformed" });
    if (slot.isPaced) await wentWell(organizationId, template, slot.at);
    return { kind: "answered", answer, sentAt: slot.at };
  } catch (error) {
    const classified = classify(error);
    const refusal = await refused(call, slot.at, classified);
    const hasJumped =
      call.isUrgent && slot.hasJumped && isLimited(classified) && classified.retryAfterMs === null;
    if (hasJumped && refusal instanceof UpstreamRefusal) return { kind: "jumpRefused", refusal };
    throw refusal;
  } finally {
    const seconds = (performance.now() - startedAt) / 1000;
    instruments().upstreamCalls.observe({ template, status: String(status) }, seconds);
  }
}

function isLimited(error: Error): error is UpstreamRefusal {
  return error instanceof UpstreamRefusal && error.status === 429;
}

/** What upstream did is done, whether or not we can note that it went well. */
async function wentWell(organizationId: string, template: string, sentAt: Date): Promise<void> {
  try {
    await speedUp(organizationId, template, sentAt);
  } catch (error) {
    log.warn({ organizationId, template, err: error }, "pace not noted");
  }
}

async function refused(
  { organizationId, template, isUrgent }: Call<unknown>,
  sentAt: Date,
  error: Error,
): Promise<Error> {
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
  if (!isLimited(error)) return error;
  const { retryAfterMs } = error;
  const at = await slowDown(organizationId, template, { retryAfterMs, sentAt, isUrgent });
  return new UpstreamRefusal(error.message, {
    status: 429,
    code: error.code,
    requestId: error.upstreamRequestId,
    retryAfterMs: Math.max(0, at.getTime() - Date.now()),
  });
}
