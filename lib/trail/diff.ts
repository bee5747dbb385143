/** A value at a path, before and after; null where it was not there. Values are JSON text, but strings are bare. */
export type FieldChange = { path: string; before: string | null; after: string | null };

/** JSON as the trail keeps it. */
type Json = unknown;

function shown(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The leaves of an object by path; lists are leaves, for their places mean little. */
function leavesOf(value: Json, path = ""): [string, string][] {
  if (value === null || value === undefined) return path === "" ? [] : [[path, "null"]];
  if (typeof value !== "object" || Array.isArray(value)) return [[path, shown(value)]];
  return Object.entries(value).flatMap(([key, part]) =>
    leavesOf(part as Json, path === "" ? key : `${path}.${key}`),
  );
}

/** Fields that differ, in the order in which they appear. */
export function diff(before: Json, after: Json): FieldChange[] {
  const [was, is] = [new Map(leavesOf(before)), new Map(leavesOf(after))];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }))
    .filter((change) => change.before !== change.after);
}
