import { DomainError } from "#lib/errors.ts";

/** Passes an id, or throws "invalid": the SDK sends an empty one as the whole list, DELETE /organization/users/. */
export function pathId(id: string): string {
  const isUsable = id.trim() !== "" && id !== "." && id !== ".." && id.isWellFormed();
  if (!isUsable) throw new DomainError("invalid", "upstreamIdUnusable", { id: JSON.stringify(id) });
  return id;
}
