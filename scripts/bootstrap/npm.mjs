import { spawn, spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** npm's own program, so that it can be run by a Node of our choice. @returns {string | undefined} */
export function findNpm() {
  const given = process.env.npm_execpath;
  if (given && /npm-cli\.js$/.test(given) && existsSync(given)) return given;
  const beside = join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  if (existsSync(beside)) return beside;
  const found = spawnSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).stdout.trim();
  if (!found) return undefined;
  const path = realpathSync(found);
  return path.endsWith(".js") ? path : undefined;
}

/** The line of npm's output that says what went wrong. @param {string} output */
function reasonIn(output) {
  const errors = output.split("\n").filter((line) => /^npm (error|ERR!)/.test(line));
  const plain = errors.map((line) => line.replace(/^npm (error|ERR!) ?/, ""));
  return (
    plain.find((line) => line && !/^(code|errno|syscall|type|A complete log)\b/.test(line)) ??
    output.trim().split("\n").at(-1) ??
    ""
  );
}

/**
 * Runs npm by the given Node, quietly. Rejects with the sentence of npm that matters.
 * @param {string} node
 * @param {string[]} words
 * @param {string} cwd
 * @returns {Promise<void>}
 */
export async function runNpm(node, words, cwd) {
  const cli = findNpm();
  if (!cli) throw new Error("npm was not found on this machine");
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error"];
  const child = spawn(node, [cli, ...words, ...quiet], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(reasonIn(output) || `npm ended with ${code}`);
}
