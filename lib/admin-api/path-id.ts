import { DomainError } from "#lib/errors.ts";

/**
 * Passes an id that may stand in an address. The SDK encodes slashes and the like, but sends an empty id as
 * the address of the whole list: DELETE /organization/users/. Throws DomainError "invalid".
 */
export function pathId(id: string): string {
  const isUsable = id.trim() !== "" && id !== "." && id !== ".." && id.isWellFormed();
  if (!isUsable) throw new DomainError("invalid", "upstreamIdUnusable", { id: JSON.stringify(id) });
  return id;
}
