import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const types: Partial<Record<string, string>> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".json": "application/json; charset=UTF-8",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
};

/**
 * A static file that some build has had: its bytes and their media type. Null where there is none, and for names that
 * no build gives: anything that could lead out of the folder, and kinds that a page never asks for.
 */
export async function findStaticFile(
  kept: string,
  parts: string[],
): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | null> {
  const type = types[extname(parts.at(-1) ?? "")];
  if (!type || !parts.every((part) => /^[\w~-][\w.~-]*$/.test(part))) return null;
  const bytes = await readFile(join(kept, ...parts)).catch(() => null);
  return bytes && { bytes, type };
}
