/**
 * node scripts/database/old-on-new.ts COMMIT [PATHS…]: runs the tests of an older commit, as they were, on this version's
 * schema: what its web and workers meet while an update without a break is under way. PATHS are tests of that commit;
 * without them those of the domain that read and write the database. Ends as the tests end.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitWith, Failure } from "../system/failure.ts";
import { root } from "../system/root.ts";
import { runProgram } from "../system/run-program.ts";

const domain =
  "audit audit-events changes costs grants invites keys members organizations projects streams trail usage views";

/** The commit's sources in a folder of their own, with this version's migrations in the place of its own. */
async function prepare(folder: string, commit: string): Promise<void> {
  await runProgram("git", ["clone", "--quiet", "--local", "--no-checkout", root, folder]);
  await runProgram("git", ["-C", folder, "checkout", "--quiet", "--detach", commit]);
  rmSync(join(folder, "prisma/migrations"), { recursive: true });
  cpSync(join(root, "prisma/migrations"), join(folder, "prisma/migrations"), { recursive: true });
  const lockOf = (place: string) => readFileSync(join(place, "package-lock.json"), "utf8");
  if (lockOf(folder) === lockOf(root)) symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  else await runProgram("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  await runProgram(
    process.execPath,
    ["--input-type=module", "--eval", 'await (await import("./scripts/build/generate.ts")).generateClient()'],
    { cwd: folder },
  );
}

async function main(): Promise<void> {
  const [commit, ...asked] = process.argv.slice(2);
  if (!commit)
    throw new Failure("Name the commit whose tests are to run: scripts/database/old-on-new.ts COMMIT", 2);
  const folder = mkdtempSync(join(tmpdir(), "metsuke-old-"));
  try {
    await prepare(folder, commit);
    const paths = asked.length > 0 ? asked : domain.split(" ").map((noun) => `lib/${noun}/`);
    const known = paths.filter((path) => existsSync(join(folder, path)));
    const words = ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot", ...known];
    process.exitCode = spawnSync(process.execPath, words, { cwd: folder, stdio: "inherit" }).status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(exitWith);
