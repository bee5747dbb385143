export type ParamChanges = Record<string, string | null>;

/** The query with parameters changed, or taken away by null. Commas and slashes stay readable. */
export function changeParams(query: string, changes: ParamChanges): string {
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  return params.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
}

/** Several values as one parameter: separated by commas, a comma within one written as %2C. */
export function joinValues(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.map((value) => value.replaceAll(",", "%2C")).join(",");
}

export function splitValues(text: string | null): string[] {
  return text === null || text === "" ? [] : text.split(",").map((value) => value.replaceAll("%2C", ","));
}
