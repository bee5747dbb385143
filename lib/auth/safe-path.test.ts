import { expect, test } from "vitest";
import { safePath } from "#lib/auth/safe-path.ts";

test.each([
  ["/o/sandbox/members?q=a&role=owner", "/o/sandbox/members?q=a&role=owner"],
  ["/", "/"],
  [undefined, "/"],
  [["/a", "/b"], "/"],
  ["o/sandbox", "/"],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/.//evil.example", "/"],
  ["/a/..//evil.example", "/"],
  ["javascript:alert(1)", "/"],
])("%j leads to %j", (wanted, path) => {
  expect(safePath(wanted)).toBe(path);
});
