import { expect, test } from "vitest";
import { parseEnv } from "#lib/env.ts";

const sound = {
  DATABASE_URL: "postgres://localhost/console",
  METSUKE_SECRET: Buffer.alloc(32, 1).toString("base64"),
};

test("a sound environment gets its defaults", () => {
  expect(parseEnv(sound)).toMatchObject({ PORT: 3000, METSUKE_DATA_DIR: ".data", METSUKE_DEMO: false });
});

test("an empty variable counts as not set", () => {
  expect(parseEnv({ ...sound, PORT: "", METSUKE_OWNER_EMAIL: "" })).toMatchObject({ PORT: 3000 });
});

test("what is wrong is named, all at once, without a value", () => {
  const wrong = { ...sound, PORT: "99999", METSUKE_SECRET: "short-and-secret" };
  expect(() => parseEnv(wrong)).toThrow(/PORT.*METSUKE_SECRET must be 32 bytes in base64.*\.env\.example/);
  expect(() => parseEnv(wrong)).not.toThrow(/short-and-secret/);
});
