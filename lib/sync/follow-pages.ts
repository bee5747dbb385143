import { z } from "zod";
import { SyncFault } from "#lib/sync/faults.ts";

/** Where a list is being read: the next page to ask for, and what tells a circle. */
export const Place = z.object({
  after: z.string().nullable(),
  pages: z.number().int(),
  /** The cursor of the last page whose number is a power of two: any circle comes back to it. */
  mark: z.string().nullable(),
});

export type Place = z.output<typeof Place>;

export const firstPage: Place = { after: null, pages: 0, mark: null };

/** The place after a page. Throws SyncFault "repeated_cursor" where the pages go in a circle. */
export function follow(place: Place, next: string): Place {
  if (next === place.after || next === place.mark)
    throw new SyncFault("repeated_cursor", `Page ${place.pages + 2} would be one that was read already.`);
  const pages = place.pages + 1;
  const isPowerOfTwo = (pages & (pages - 1)) === 0;
  return { after: next, pages, mark: isPowerOfTwo ? next : place.mark };
}
