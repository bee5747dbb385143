import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { root } from "#scripts/system/root.ts";
import { runProgram } from "#scripts/system/run-program.ts";

/** The same files under other names: the bundler follows no link that leads out of its folder. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

async function packages(folder: string): Promise<void> {
  if (existsSync(join(folder, "node_modules"))) return;
  const lockOf = (place: string) => readFileSync(join(place, "package-lock.json"), "utf8");
  if (lockOf(folder) === lockOf(root)) linkTree(join(root, "node_modules"), join(folder, "node_modules"));
  else
    await runProgram("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], {
      cwd: folder,
    });
}

/** A commit's sources with its packages, built as it builds itself; kept for the next time. Returns their folder. */
export async function prepareVersion(commit: string): Promise<string> {
  const sha = (await runProgram("git", ["rev-parse", "--short=12", `${commit}^{commit}`])).trim();
  const folder = join(root, ".runtime/versions", sha);
  if (!existsSync(join(folder, "package.json"))) {
    await runProgram("git", ["clone", "--quiet", "--local", "--no-checkout", root, folder]);
    await runProgram("git", ["-C", folder, "checkout", "--quiet", "--detach", sha]);
  }
  await packages(folder);
  const { NODE_OPTIONS: _, ...environment } = process.env;
  await runProgram(process.execPath, ["scripts/build.ts"], { cwd: folder, env: environment });
  return folder;
}
