import fc from "fast-check";
import { expect, test } from "vitest";
import { freeSlug, Slug, slugOf } from "#lib/organizations/slugs.ts";

test("whatever the name, its slug is one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(300), (name, taken) => {
      const slug = slugOf(name);
      const others = [
        slug,
        ...Array.from({ length: taken }, (_, index) => `${slug.slice(0, 36)}-${index + 2}`),
      ];
      expect(Slug.safeParse(slug).success).toBe(true);
      const free = freeSlug(slug, others);
      expect(others).not.toContain(free);
      expect(Slug.safeParse(free).success).toBe(true);
    }),
  );
});

test.each([
  ["Hikari Robotics", "hikari-robotics"],
  ["Müller & Söhne GmbH", "muller-sohne-gmbh"],
  ["光ロボティクス", "organization"],
])("%s becomes %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
