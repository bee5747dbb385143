import { log } from "#lib/log.ts";
import { shareStaticFiles } from "./share.ts";
import { staticFilesFolder } from "./store.ts";

/** Leaves the static files of this process' build to the other copies of web; without a folder for them it only warns. */
export async function shareOwnFiles(build: string): Promise<void> {
  const folder = staticFilesFolder();
  await shareStaticFiles(build, folder).catch((error: unknown) =>
    log.warn({ err: error, folder }, "static files could not be left to other copies of web"),
  );
}
