import { DomainError } from "#lib/errors.ts";

export type Refusal = { of: "notFound" | "forbidden"; status: 403 | 404 };

/** How a page that threw this is answered; null where the error is no refusal. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof DomainError)) return null;
  if (error.code === "not_found") return { of: "notFound", status: 404 };
  return error.code === "forbidden" ? { of: "forbidden", status: 403 } : null;
}
