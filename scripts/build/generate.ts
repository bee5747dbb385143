import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../system/root.ts";
import { runProgram } from "../system/run-program.ts";
import { fingerprint } from "./fingerprint.ts";

/** Generates the database client if the schema changed since the last time. Returns whether it did. */
export async function generateClient(): Promise<boolean> {
  const stamp = join(root, "lib/generated/fingerprint");
  const wanted = fingerprint(["prisma/schema", "node_modules/prisma/package.json"]);
  const isThere = existsSync(join(root, "lib/generated/prisma/client.ts"));
  if (isThere && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  await runProgram(process.execPath, ["node_modules/prisma/build/index.js", "generate"]);
  writeFileSync(stamp, wanted);
  return true;
}
