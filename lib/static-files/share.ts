import { randomUUID } from "node:crypto";
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Longer than anybody leaves a page open: what no build has named for so many days is removed. */
const keptDays = 30;

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

async function keep(from: string, to: string): Promise<void> {
  const now = new Date();
  const isThere = await utimes(to, now, now).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  // Whoever reads meanwhile must not see half a file.
  const draft = `${to}.${randomUUID()}.draft`;
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, draft);
  // The source's own time may be that of an old image.
  await utimes(draft, now, now);
  await rename(draft, to);
}

/**
 * Adds the static files of a build to those that are kept, so that a page of this build finds them though another
 * build answers: their names change with their contents. Removes what no build has had for thirty days.
 */
export async function shareStaticFiles(build: string, kept: string): Promise<void> {
  const own = join(build, ".next/static");
  for (const path of await filesIn(own)) await keep(join(own, path), join(kept, path));
  const oldest = Date.now() - keptDays * 86_400_000;
  for (const path of await filesIn(kept)) {
    const found = await stat(join(kept, path)).catch(() => null);
    if (found && found.mtimeMs < oldest) await rm(join(kept, path), { force: true });
  }
}
