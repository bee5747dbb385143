import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkLink, signLink } from "#lib/exports/link.ts";

const linked = { organizationId: randomUUID(), exportId: randomUUID() };
const expiresAt = new Date("2026-11-25T12:00:00Z");
const before = new Date("2026-11-25T11:59:59.999Z");
const link = signLink(linked, expiresAt);

test("a link is good until the second in which it expires", () => {
  expect(checkLink(linked, link, before)).toBe("good");
  expect(checkLink(linked, link, expiresAt)).toBe("expired");
});

test("no other text is a link: not a changed, shortened, longer or differently written one", () => {
  const place = fc.nat(link.length);
  const edit = fc.oneof(
    fc
      .tuple(place, fc.string({ minLength: 1, maxLength: 3 }))
      .map(([at, text]) => link.slice(0, at) + text + link.slice(at)),
    fc
      .tuple(place, fc.string({ minLength: 1, maxLength: 1 }))
      .map(([at, text]) => link.slice(0, at) + text + link.slice(at + 1)),
    place.map((at) => link.slice(0, at)),
    fc.constantFrom(
      `${link}=`,
      `${link}.`,
      `0${link}`,
      ` ${link}`,
      link.toUpperCase(),
      `${link}.${link}`,
      "",
      ".",
    ),
    fc.integer({ min: 0, max: 99_999_999_999 }).map((expires) => `${expires}.${link.split(".")[1]}`),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(edit, (other) => {
      if (other !== link) expect(checkLink(linked, other, before)).toBe("forged");
    }),
    { numRuns: 2_000 },
  );
});

test("a link of one export, or of one organization, opens no other", () => {
  expect(checkLink({ ...linked, exportId: randomUUID() }, link, before)).toBe("forged");
  expect(checkLink({ ...linked, organizationId: randomUUID() }, link, before)).toBe("forged");
});
