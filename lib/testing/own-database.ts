import { randomUUID } from "node:crypto";
import { urlOf, withClient } from "./template.ts";

/**
 * Gives this file a database that no other has written to, for what looks at all of it. Sets DATABASE_URL: call it in
 * vi.hoisted, before anything reads the environment. Dropped at the end of the run, with the others of its prefix.
 */
export async function takeOwnDatabase(): Promise<void> {
  const { TEST_DATABASE_SERVER_URL, TEST_DATABASE_TEMPLATE, TEST_DATABASE_PREFIX } = process.env;
  if (!TEST_DATABASE_SERVER_URL) throw new Error("Tests run under vitest, with lib/testing/global-setup.ts.");
  const name = `${TEST_DATABASE_PREFIX}_own_${randomUUID().slice(0, 8)}`;
  await withClient(TEST_DATABASE_SERVER_URL, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${TEST_DATABASE_TEMPLATE}`),
  );
  process.env["DATABASE_URL"] = urlOf(TEST_DATABASE_SERVER_URL, name);
}
