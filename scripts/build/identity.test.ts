import { expect, test } from "vitest";
import { identityOf } from "./identity.ts";

test("builds of other sources have other names, and call the same actions by the same names", () => {
  const [old, current] = [identityOf("0123456789abcdef"), identityOf("fedcba9876543210")];
  expect(old.METSUKE_BUILD_ID).not.toBe(current.METSUKE_BUILD_ID);
  expect(old.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY).toBe(current.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY);
});

test("the key that names the actions stays what it is: with another one every open page would be of another version", () => {
  const { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key } = identityOf("0123456789abcdef");
  expect(Buffer.from(key, "base64")).toHaveLength(32);
  expect(key).toBe("Zxgru2+pviZHDMjdRi97hwcCKz7k517XAEcZsR+0kZo=");
});
