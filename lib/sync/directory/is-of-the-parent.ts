import { UpstreamRefusal } from "#lib/admin-api/errors.ts";
import { DomainError } from "#lib/errors.ts";
import { faultOf } from "#lib/sync/faults.ts";

/** A parent that has gone, or was archived, while its lists were being read; or one that no address can name. */
export function isOfTheParent(error: unknown): boolean {
  if (error instanceof DomainError) return error.key === "upstreamIdUnusable";
  const refusal = faultOf(error)?.cause;
  if (!(refusal instanceof UpstreamRefusal)) return false;
  const { status, code, message } = refusal;
  return status === 404 || (status === 400 && (code === "project_archived" || /archived/i.test(message)));
}
