/**
 * Text for a LIKE or ILIKE that means itself: wildcards and the escape are taken as they are. Prisma's "equals" and
 * "contains" that ignore case are ILIKE, and do not escape either.
 */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
