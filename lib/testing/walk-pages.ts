import type { Page, PageRequest } from "#lib/keyset/keyset.ts";

type Walked<Row> = { forth: Row[][]; back: Row[][] };

/** Reads a list page by page to its end, and from its last page back to its first, as a reader with a pager does. */
export async function walkPages<Row>(
  read: (request: PageRequest) => Promise<Page<Row>>,
  mostPages = 20,
): Promise<Walked<Row>> {
  const forth: Row[][] = [];
  let page = await read({ after: null, before: null });
  if (page.previous !== null) throw new Error("The first page has one before it.");
  for (;;) {
    forth.push(page.rows);
    if (page.next === null) break;
    if (forth.length >= mostPages) throw new Error("The list has no end.");
    page = await read({ after: page.next, before: null });
  }
  const back = [page.rows];
  while (page.previous !== null) {
    if (back.length >= mostPages) throw new Error("The way back has no end.");
    page = await read({ after: null, before: page.previous });
    back.unshift(page.rows);
  }
  return { forth, back };
}
