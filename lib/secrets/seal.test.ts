import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SecretError } from "#lib/secrets/errors.ts";
import { keyRing } from "#lib/secrets/key-ring.ts";
import { seal } from "#lib/secrets/seal.ts";
import { unseal } from "#lib/secrets/unseal.ts";

const secretA = randomBytes(32).toString("base64");
const secretB = randomBytes(32).toString("base64");
const ring = keyRing(secretA);
const place = { table: "organizations", row: "1", column: "sealed_admin_key" };
const text = fc.string({ unit: "binary", maxLength: 300 }).filter((value) => value.isWellFormed());

function faultOf(open: () => string): string {
  try {
    open();
  } catch (error) {
    if (error instanceof SecretError) return error.fault;
    throw error;
  }
  return "opened";
}

test("whatever is sealed comes back as it was", () => {
  fc.assert(
    fc.property(text, fc.string(), (secret, row) => {
      const there = { ...place, row };
      expect(unseal(seal(secret, there, ring), there, ring)).toBe(secret);
    }),
  );
});

test("the sealed text never holds the secret, and sealing twice never gives the same text", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), (secret) => {
      const sealed = seal(secret, place, ring);
      expect(sealed).not.toContain(secret);
      expect(seal(secret, place, ring)).not.toBe(sealed);
    }),
  );
});

test("any changed character is noticed", () => {
  const sealed = seal("sk-admin-secret", place, ring);
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.constantFrom(..."AQgwz09_-:."), (at, character) => {
      fc.pre(sealed[at] !== character);
      const altered = sealed.slice(0, at) + character + sealed.slice(at + 1);
      expect(faultOf(() => unseal(altered, place, ring))).not.toBe("opened");
    }),
    { numRuns: 500 },
  );
});

test("a sealed text moved to another row, column or table does not open", () => {
  const sealed = seal("sk-admin-secret", place, ring);
  for (const moved of [{ row: "2" }, { column: "other" }, { table: "people" }]) {
    expect(faultOf(() => unseal(sealed, { ...place, ...moved }, ring))).toBe("tampered");
  }
});

test("under another METSUKE_SECRET it says so, and a ring that knows both still opens it", () => {
  const sealed = seal("sk-admin-secret", place, ring);
  expect(faultOf(() => unseal(sealed, place, keyRing(secretB)))).toBe("unknown_key");
  expect(unseal(sealed, place, keyRing(secretB, secretA))).toBe("sk-admin-secret");
});

test("what was never sealed is called malformed", () => {
  for (const other of ["", "sk-admin-secret", "v2:a:b:c:d:e", "v1::::::"]) {
    expect(faultOf(() => unseal(other, place, ring))).toBe("malformed");
  }
});
