import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPort } from "#scripts/system/find-port.ts";
import { root } from "#scripts/system/root.ts";
import { runProgram } from "#scripts/system/run-program.ts";

const require = createRequire(import.meta.url);
const next = join(root, "node_modules/next/dist/bin/next");

const files = {
  "app/layout.jsx":
    'export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>;\n}\n',
  "app/page.jsx": "export default function Page() {\n  return <h1>Bare</h1>;\n}\n",
  // Without one, the framework takes the console's from above, which asks for a database.
  "instrumentation.js": "export function register() {}\n",
  // The packages lie above this folder: it borrows the console's.
  "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(root)} } };\n`,
  "package.json": '{ "private": true, "type": "module" }\n',
};

/** The framework's own processes take no condition that the measuring process was given. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  return rest;
}

/** Builds the least page with the framework's present version; kept for as long as neither changes. Returns its folder. */
async function buildBare(): Promise<string> {
  const { version } = require("next/package.json") as { version: string };
  const made = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 8);
  const folder = join(root, ".runtime/bare", `${version}-${made}`);
  if (existsSync(join(folder, ".next/BUILD_ID"))) return folder;
  mkdirSync(join(folder, "app"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  await runProgram(process.execPath, [next, "build", folder], { env: environment() });
  return folder;
}

export async function startBare(): Promise<{ url: string; folder: string; stop: () => Promise<void> }> {
  const folder = await buildBare();
  const port = await findPort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [next, "start", folder, "--port", String(port)], {
    stdio: "ignore",
    env: environment(),
  });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error("The bare page's server ended before it answered.");
    const answer = await fetch(url).catch(() => null);
    if (answer && !answer.ok) throw new Error(`The bare page answers ${answer.status}.`);
    if (answer) break;
    await sleep(100);
  }
  return { url, folder, stop: async () => void (child.kill("SIGTERM"), await ended) };
}
