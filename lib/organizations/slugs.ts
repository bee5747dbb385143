import { z } from "zod";

const longest = 40;

/** Part of an address: small letters, digits and single hyphens. */
export const Slug = z
  .string()
  .trim()
  .max(longest, "tooLong")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "slug");

/** A slug made of a name: "Hikari Robotics" → "hikari-robotics"; "organization" where no letter of it is Latin. */
export function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
  return slug || "organization";
}

/** The slug, or the first of slug-2, slug-3 … that is not taken. */
export function freeSlug(slug: string, taken: readonly string[]): string {
  const numbered = (count: number) => `${slug.slice(0, longest - 4)}-${count}`.replace("--", "-");
  let free = slug;
  for (let count = 2; taken.includes(free); count += 1) free = numbered(count);
  return free;
}
