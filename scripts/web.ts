/** `npm run web`: one web server in this process, for real deployments. Run `npm run build` beforehand. */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { buildDir, isBuilt } from "./build/build.ts";
import { exitWith, Failure } from "./system/failure.ts";
import { root } from "./system/root.ts";

try {
  if (!isBuilt()) throw new Failure("The console isn't built from these sources: run npm run build first.");
  const port = process.env["PORT"] || "3000";
  const url = process.env["METSUKE_URL"] || `http://localhost:${port}`;
  // The server runs in the folder of its build; the worker, which shares these with it, in the root.
  for (const name of ["METSUKE_DATA_DIR", "METSUKE_EXPORTS_DIR"]) {
    const given = process.env[name] || (name === "METSUKE_DATA_DIR" ? ".data" : "");
    if (given) process.env[name] = resolve(root, given);
  }
  Object.assign(process.env, {
    NODE_ENV: "production",
    PORT: port,
    HOSTNAME: process.env["HOST"] || "127.0.0.1",
    METSUKE_URL: url,
    // lib/shutdown.ts ends this process, in order.
    NEXT_MANUAL_SIG_HANDLE: "1",
    NEXTAUTH_URL: url,
    METSUKE_WARM_UP_SECONDS: process.env["METSUKE_WARM_UP_SECONDS"] || "10",
  });
  process.chdir(buildDir());
  await import(pathToFileURL(join(buildDir(), "server.js")).href);
} catch (error) {
  exitWith(error);
}
