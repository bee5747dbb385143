import OpenAI from "openai";
import { currentRequestId } from "#lib/request-context.ts";

/** How long upstream may take for one answer, its body included. */
const timeoutMs = 60_000;

export type Connection = { adminKey: string; baseUrl: string };

export type Exchange = { status: number; upstreamRequestId: string | null; durationMs: number };

type Options = Connection & { timeoutMs?: number; onExchange?: (exchange: Exchange) => void };

/**
 * A client of the Admin API. It never retries: an attempt that fails is paced and repeated by whoever knows
 * what is at stake (lib/sync), or told to a person (lib/audit/change.ts).
 */
export function createAdminClient(options: Options): OpenAI {
  const limitMs = options.timeoutMs ?? timeoutMs;
  return new OpenAI({
    adminAPIKey: options.adminKey,
    apiKey: null,
    organization: null,
    project: null,
    baseURL: options.baseUrl,
    maxRetries: 0,
    timeout: limitMs,
    logLevel: "off",
    // The SDK's own timeout ends with the headers; a body that trickles would hold a worker for good.
    async fetch(url, init) {
      const startedAt = performance.now();
      const signals = [AbortSignal.timeout(limitMs), ...(init?.signal ? [init.signal] : [])];
      const headers = new Headers(init?.headers);
      const requestId = currentRequestId();
      // OpenAI logs it beside its own, so that its support can find what ours was about.
      if (requestId) headers.set("x-client-request-id", requestId);
      const response = await fetch(url, { ...init, headers, signal: AbortSignal.any(signals) });
      options.onExchange?.({
        status: response.status,
        upstreamRequestId: response.headers.get("x-request-id"),
        durationMs: Math.round(performance.now() - startedAt),
      });
      return response;
    },
  });
}
