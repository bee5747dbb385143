import { Prisma } from "#lib/generated/prisma/client.ts";
import { escapeLike } from "#lib/keyset/escape-like.ts";

/** Typed text as a LIKE pattern that finds it anywhere, whatever the case; null when there is nothing to find. */
export function containing(text: string): Prisma.Sql | null {
  const wanted = text
    .replaceAll(/\p{Cc}/gu, " ")
    .trim()
    .toLowerCase()
    .slice(0, 200);
  if (!wanted) return null;
  return Prisma.sql`${`%${escapeLike(wanted)}%`}`;
}
