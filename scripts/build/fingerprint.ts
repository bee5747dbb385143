import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../system/root.ts";

function filesIn(path: string): string[] {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [path];
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.name === "generated" ? [] : filesIn(join(path, entry.name))));
}

/** A digest of the contents of files and folders, tests left out. The same on every machine. */
export function fingerprint(paths: string[]): string {
  const hash = createHash("sha256");
  const files = paths.flatMap(filesIn).filter((path) => !/\.test\.tsx?$|^lib\/testing\//.test(path));
  for (const path of files.toSorted())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex").slice(0, 16);
}
