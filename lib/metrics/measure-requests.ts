import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { isVisit } from "#lib/auth/first-visitor.ts";
import { clientAddress } from "#lib/client-address.ts";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { instruments } from "#lib/metrics/instruments.ts";
import type { RoutePattern } from "#lib/metrics/route-pattern.ts";
import { enterRequest, requestIdFrom } from "#lib/request-context.ts";
import { safeAddress } from "#lib/safe-address.ts";
import { isDraining, noteServer } from "#lib/shutdown.ts";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Asked every few seconds by machines, or files of the build: not worth a line in the log. */
const quiet = new Set(["/_next", "/api/health/live", "/api/health/ready", "/api/metrics"]);

type Begun = { request: IncomingMessage; response: ServerResponse; server: Server };

function addressOf({ headers, socket }: IncomingMessage): string {
  const given = headers["x-forwarded-for"];
  const forwardedFor = Array.isArray(given) ? given.join(",") : given;
  return clientAddress(forwardedFor, socket.remoteAddress, env().METSUKE_TRUSTED_PROXIES);
}

/** A part that the browser asks for while it stays where it is (rsc) comes as 200: else it would load the page anew. */
function giveStatus({ headers }: IncomingMessage, response: ServerResponse, status: number): void {
  if (!response.headersSent && headers["rsc"] === undefined) response.statusCode = status;
}

function begin({ request, response, server }: Begun, patternOf: RoutePattern): void {
  const requestId = requestIdFrom(request.headers["x-request-id"]);
  // What reads the header further in must not see what was refused here.
  request.headers["x-request-id"] = requestId;
  request.headers["x-forwarded-for"] = addressOf(request);
  request.url = safeAddress(request.url ?? "/");
  enterRequest({ requestId, answerWith: (status) => giveStatus(request, response, status) });
  noteServer(server);
  // The process' own first look at its pages is nobody's: neither a figure nor a line in the log.
  if (isVisit(request.headers.cookie)) return;
  // A proxy that kept the connection would send its next request into the closing of it.
  if (isDraining()) response.shouldKeepAlive = false;

  const { requests, requestsInFlight } = instruments();
  const startedAt = performance.now();
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  requestsInFlight.inc();
  response.once("close", () => {
    requestsInFlight.dec();
    const method = methods.has(request.method ?? "") ? (request.method ?? "") : "other";
    // 499, as nginx writes it: whoever asked left before the end.
    const status = response.writableFinished ? response.statusCode : 499;
    const [route, durationMs] = [patternOf(path), performance.now() - startedAt];
    requests.observe({ route, method, status }, durationMs / 1000);
    const line = { requestId, method, path: path.slice(0, 300), status, durationMs: Math.round(durationMs) };
    log[quiet.has(route) ? "debug" : "info"](line, "request answered");
  });
}

/** Gives every request of this process' servers its id, settles who asks and for what, measures it. Call once. */
export function measureRequests(patternOf: RoutePattern): void {
  subscribe("http.server.request.start", (message) => begin(message as Begun, patternOf));
}
