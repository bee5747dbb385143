import { asCode } from "#lib/audit-events/visible.ts";

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * JSON laid out over lines without being parsed: numbers keep their digits, keys their order and their doubles.
 * Characters that cannot be seen, or that turn their neighbours, are shown as their codes.
 */
export function prettyJson(json: string): string {
  let depth = 0;
  let out = "";
  let last = "";
  const newLine = () => `\n${"  ".repeat(depth)}`;
  for (const [token] of json.matchAll(tokens)) {
    if (token === "}" || token === "]") {
      depth -= 1;
      out += last === "{" || last === "[" ? token : newLine() + token;
    } else {
      if (last === "{" || last === "[" || last === ",") out += newLine();
      out += token === ":" ? ": " : token;
      if (token === "{" || token === "[") depth += 1;
    }
    last = token;
  }
  return out.replaceAll(/[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, asCode);
}
