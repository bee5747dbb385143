import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "./npm.mjs";
import { explainWrite, fail, step } from "./say.mjs";

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, dev?: boolean, devOptional?: boolean }> }} Lock */

/** @param {string} path @returns {Lock["packages"] | undefined} */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether what npm noted at its last complete install is what the lock asks; without those for development, an image
 * that was pruned of them is complete.
 * @param {string} root
 * @param {{ withDevelopment: boolean }} wanted
 */
export function isInstalled(root, { withDevelopment }) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules/.package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, optional, dev, devOptional }]) => {
    if (path === "" || (!withDevelopment && (dev || devOptional))) return true;
    const found = present[path];
    // An optional package for another kind of machine is rightly absent.
    return found ? found.version === version : optional === true;
  });
}

/**
 * Installs the packages of the lock, unless those that are wanted are there.
 * @param {string} root
 * @param {string} node
 * @param {{ withDevelopment: boolean }} wanted
 */
export async function ensurePackages(root, node, wanted) {
  if (isInstalled(root, wanted)) return;
  await step("Packages", async () => {
    try {
      // Two at once would each clear away what the other has just laid down.
      const { oneAtATime } = await import("../build/one-at-a-time.ts");
      await oneAtATime(join(root, ".runtime/packages.lock"), async () => {
        // The build needs what is listed for development, whatever NODE_ENV says.
        if (!isInstalled(root, wanted)) await runNpm(node, ["ci", "--include=dev"], root);
      });
    } catch (error) {
      fail(
        explainWrite(error, join(root, "node_modules")) ??
          `The packages could not be installed: ${error instanceof Error ? error.message : error}. ` +
            "Check the network and try again.",
      );
    }
  });
}
