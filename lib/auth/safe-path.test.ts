import fc from "fast-check";
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

test("wherever it leads, it leads to this console, and the same way a second time", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "..",
    ".",
    "\t",
    "\n",
    "\r",
    "//",
    "@",
    ":",
    "?",
    "#",
    "%2f",
    "%5c",
    "evil.example",
    "o",
    "a",
    " ",
    "\0",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 8 }).map((parts) => `/${parts.join("")}`),
        fc.string({ unit: "binary" }),
      ),
      (wanted) => {
        const path = safePath(wanted);
        for (const base of ["https://console.example", "http://localhost:3000/o/sandbox"])
          expect(new URL(path, base).origin).toBe(new URL(base).origin);
        expect(safePath(path)).toBe(path);
      },
    ),
    { numRuns: 5_000 },
  );
});
