import { cleanText } from "#lib/mirror/rows.ts";

function collect(part: unknown, found: string[]): void {
  if (typeof part === "string") found.push(part);
  else if (typeof part === "object" && part !== null)
    for (const inner of Object.values(part)) collect(inner, found);
}

/** Every text value of a JSON document, in lower case, a line each. */
export function textValues(document: unknown): string {
  const found: string[] = [];
  collect(document, found);
  return cleanText(found.join("\n").toLowerCase());
}
