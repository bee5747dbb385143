import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { urlOf, withClient } from "./template.ts";

const duplicateDatabase = "42P04";

function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: tests run under vitest, with lib/testing/global-setup.ts.`);
  return value;
}

/** Each worker has a database of its own, copied from the template when its first file runs. */
async function ensureOwnDatabase(serverUrl: string): Promise<string> {
  const name = `${required("TEST_DATABASE_PREFIX")}_${required("VITEST_POOL_ID")}`;
  await withClient(serverUrl, async (client) => {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${required("TEST_DATABASE_TEMPLATE")}`);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === duplicateDatabase)) throw error;
    }
  });
  return urlOf(serverUrl, name);
}

/** The same cases in every run, so that none is unlucky; METSUKE_TEST_SEED=… tries others. */
async function seedProperties(): Promise<void> {
  const { testPath } = expect.getState();
  if (!testPath || !readFileSync(testPath, "utf8").includes('from "fast-check"')) return;
  const { configureGlobal } = await import("fast-check");
  configureGlobal({ seed: Number(process.env["METSUKE_TEST_SEED"] ?? 20261126) });
}

await seedProperties();

// Before any module of ours reads the environment.
Object.assign(process.env, {
  DATABASE_URL: await ensureOwnDatabase(required("TEST_DATABASE_SERVER_URL")),
  METSUKE_SECRET: Buffer.alloc(32, "test").toString("base64"),
  METSUKE_URL: "http://localhost:3000",
  METSUKE_EXPORTS_DIR: join(tmpdir(), required("TEST_DATABASE_PREFIX"), "exports"),
  LOG_LEVEL: "silent",
});
