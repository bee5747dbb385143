import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensurePackages } from "./ensure-packages.mjs";
import { ensureRuntime } from "./ensure-runtime.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs this very program again with another Node, passes signals on and ends as it ends.
 * @param {string} node
 */
async function runAgain(node) {
  const { METSUKE_OWN_RUNTIME: _, ...env } = process.env;
  const child = spawn(node, process.argv.slice(1), {
    stdio: "inherit",
    env: { ...env, METSUKE_LAUNCHER: String(process.pid), PATH: `${dirname(node)}:${process.env.PATH}` },
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  process.exitCode = await new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

/**
 * Sees to a recent Node and to the packages, then runs a TypeScript program with them in this process.
 * @param {string} program
 */
export async function run(program) {
  process.chdir(root);
  const node = await ensureRuntime(root);
  if (node !== process.execPath) return runAgain(node);
  await ensurePackages(root, node);
  process.env.PATH = `${dirname(node)}:${process.env.PATH}`;
  await import(pathToFileURL(join(root, program)).href);
}
