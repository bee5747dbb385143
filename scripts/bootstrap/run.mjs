import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensurePackages } from "./ensure-packages.mjs";
import { ensureRuntime } from "./ensure-runtime.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** What needs the packages for development; a deployment's own processes do not. */
const buildsOrTests = /^(bench\/|scripts\/(start|check|build)\b)/;
/** As this program was called, whatever it takes from process.argv later. */
const asCalled = process.argv.slice(1);

/**
 * Runs Node with these words, passes signals on and ends as it ends.
 * @param {string} node
 * @param {string[]} words
 */
async function spawnNode(node, words) {
  const { METSUKE_OWN_RUNTIME: _, ...env } = process.env;
  const child = spawn(node, words, {
    stdio: "inherit",
    env: { ...env, METSUKE_LAUNCHER: String(process.pid), PATH: `${dirname(node)}:${process.env.PATH}` },
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  process.exitCode = await new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

/**
 * Sees to a recent Node and to the packages, then runs a TypeScript program with them: in this process, unless
 * that is too old or Node itself is given options.
 * @param {string} program
 * @param {string[]} [options]
 */
export async function run(program, options = []) {
  process.chdir(root);
  const node = await ensureRuntime(root);
  if (node !== process.execPath) return spawnNode(node, asCalled);
  await ensurePackages(root, node, { withDevelopment: buildsOrTests.test(program) });
  if (options.length > 0) return spawnNode(node, [...options, program, ...process.argv.slice(2)]);
  process.env.PATH = `${dirname(node)}:${process.env.PATH}`;
  await import(pathToFileURL(join(root, program)).href);
}
