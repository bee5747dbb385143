import { join } from "node:path";
import { env } from "#lib/env.ts";

/** Where the copies of web keep the static files of their builds for one another: a folder that all of them see. */
export function staticFilesFolder(): string {
  return join(env().METSUKE_DATA_DIR, "static");
}
