import { APIConnectionError, APIError } from "openai";
import { UpstreamRefusal, UpstreamUnclear } from "#lib/admin-api/errors.ts";
import { DomainError } from "#lib/errors.ts";

function sentenceOf(error: APIError): string {
  const body: unknown = error.error;
  if (typeof body === "object" && body !== null && "message" in body && typeof body.message === "string")
    return body.message;
  return error.message.replace(/^\d{3} /, "");
}

function retryAfterOf(error: APIError): number | null {
  const headers: unknown = error.headers;
  const text = headers instanceof Headers ? headers.get("retry-after") : null;
  const seconds = Number(text);
  return text !== null && Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

const timeoutNames = new Set([
  "TimeoutError",
  "AbortError",
  "APIUserAbortError",
  "APIConnectionTimeoutError",
]);

function isTimeout(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (timeoutNames.has(cause.name) || timeoutNames.has(cause.constructor.name)) return true;
  }
  return false;
}

function isApiError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** What is at the bottom of a failed connection: the SDK itself only says "Connection error." */
function connectionSentence(error: unknown): string {
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  if (!(cause instanceof Error)) return String(cause);
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return `The connection failed: ${cause.message || code || cause.name}`;
}

/**
 * What a failed call means for us: UpstreamRefusal where upstream clearly said no, UpstreamUnclear where it may
 * have done it. Errors of our own (DomainError, ours already) pass through.
 */
export function classify(error: unknown): Error {
  if (error instanceof DomainError || error instanceof UpstreamRefusal || error instanceof UpstreamUnclear)
    return error;
  if (error instanceof SyntaxError)
    return new UpstreamUnclear("The answer is not JSON.", null, { cause: error, reason: "malformed" });
  if (isTimeout(error))
    return new UpstreamUnclear("No answer in time.", null, { cause: error, reason: "timeout" });
  if (error instanceof APIConnectionError || !isApiError(error))
    return new UpstreamUnclear(connectionSentence(error), null, { cause: error, reason: "connection" });
  const status = Number(error.status);
  // 408 comes from a gateway that gave up waiting: what stands behind it may still have acted.
  if (status >= 400 && status < 500 && status !== 408) {
    return new UpstreamRefusal(sentenceOf(error), {
      status,
      code: error.code ?? null,
      requestId: error.requestID ?? null,
      retryAfterMs: retryAfterOf(error),
    });
  }
  return new UpstreamUnclear(sentenceOf(error), status, { cause: error, reason: "server" });
}
