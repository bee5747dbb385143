import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { DomainError } from "#lib/errors.ts";

export function isApiError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** Upstream's own sentence, or "" where it gave none in its usual form. */
export function messageOf(error: APIError): string {
  const body: unknown = error.error;
  const isWorded = typeof body === "object" && body !== null && "message" in body;
  return isWorded && typeof body.message === "string" ? body.message : "";
}

/** The scopes that a refusal names: "… Missing scopes: api.usage.read, api.audit_logs.read. Check …". */
export function missingScopes(message: string): string[] {
  const named = /missing scopes?:\s*([\w.,\s]+?)(?:\.\s|\.?$)/i.exec(message)?.[1] ?? "";
  return named.split(",").flatMap((scope) => scope.trim() || []);
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") codes.push(cause.code);
  }
  return codes;
}

/** What lies at the bottom, in its own words, such as "bad port". */
function rootOf(error: Error): string {
  return error.cause instanceof Error ? rootOf(error.cause) : error.message;
}

const isOfTls = (code: string) => /CERT|SSL|TLS|SIGNATURE|EPROTO/.test(code);

/** Words why no answer came at all: the name, the connection, the certificate or the time. */
function unreachable(error: Error, host: string): DomainError {
  const codes = codesOf(error);
  const ofTls = codes.find(isOfTls);
  if (ofTls) return new DomainError("unavailable", "adminApiTls", { host, code: ofTls }, { cause: error });
  return new DomainError(
    "unavailable",
    "adminApiUnreachable",
    { host, code: codes.at(-1) ?? rootOf(error) },
    { cause: error },
  );
}

/** An error that says nothing of a permission but that no Admin API can be spoken to here; null for others. */
export function faultOfAddress(error: unknown, baseUrl: string): DomainError | null {
  const { host } = new URL(baseUrl);
  if (error instanceof DomainError) return error;
  const isLate =
    error instanceof APIUserAbortError || (error instanceof Error && /Timeout|Abort/.test(error.name));
  if (isLate) return new DomainError("unavailable", "adminApiTimeout", { host });
  if (error instanceof APIConnectionError) return unreachable(error, host);
  if (!isApiError(error)) return unreachable(error instanceof Error ? error : new Error(), host);

  const status = Number(error.status);
  if (status >= 500) return new DomainError("unavailable", "adminApiDown", { host, status });
  if (status === 404 || status < 400) return new DomainError("invalid", "notAnAdminApi", { host });
  return null;
}
