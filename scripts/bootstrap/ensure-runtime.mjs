import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "./npm.mjs";
import { explainWrite, fail, step } from "./say.mjs";

const oldest = [22, 18];
const pinned = "24.21.0";

/** @param {string} version */
export function isRecent(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** @param {string} node */
function runs(node) {
  return (
    existsSync(node) && spawnSync(node, ["--version"], { encoding: "utf8" }).stdout?.trim() === `v${pinned}`
  );
}

/**
 * The Node that everything runs with: this one if it is recent, else one from the package registry in .runtime/.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function ensureRuntime(root) {
  if (isRecent(process.version) && !process.env.METSUKE_OWN_RUNTIME) return process.execPath;
  const home = join(root, ".runtime");
  const name = `node-${process.platform}-${process.arch}`;
  const node = join(home, "node_modules", name, "bin/node");
  if (runs(node)) return node;

  await step(`Node ${pinned}, for this one is ${process.version}`, async () => {
    try {
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, "package.json"), '{ "private": true }\n');
      await runNpm(
        process.execPath,
        ["install", "--no-save", "--no-package-lock", `${name}@${pinned}`],
        home,
      );
    } catch (error) {
      fail(
        explainWrite(error, home) ??
          `Metsuke needs Node ${oldest.join(".")} or newer, this is ${process.version}, and Node ${pinned} could not ` +
            `be had from the package registry (${error instanceof Error ? error.message : error}): ` +
            "check the network, or install a newer Node, and try again.",
      );
    }
  });
  if (!runs(node)) fail(`The fetched Node ${pinned} doesn't run on this machine: install Node 24 yourself.`);
  return node;
}
