import fc from "fast-check";
import { expect, test } from "vitest";
import { reader } from "#lib/db-writer.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { PageRequest, SortColumn } from "#lib/keyset/keyset.ts";
import { keyset } from "#lib/keyset/keyset.ts";

type Row = { name: string; at: string | null; id: string };

const columns: SortColumn[] = [
  { expression: Prisma.sql`lower(coalesce(t.name, ''))`, type: "text" },
  { expression: Prisma.sql`coalesce(t.at, '-infinity'::timestamptz)`, type: "time" },
  { expression: Prisma.sql`t.id`, type: "text" },
];

/** Few names and few times, so that there are ties at every place. */
const row = fc.record({
  name: fc.constantFrom("", "a", "A", "ä", "田中", "\\", "%", "zz😀", " a"),
  at: fc.option(
    fc.constantFrom(
      "2026-01-01T00:00:00.000Z",
      "2026-01-01T00:00:00.001Z",
      "1969-12-31T23:59:59Z",
      "2999-12-31T23:59:59.999Z",
    ),
  ),
});
const table = fc
  .array(row, { maxLength: 14 })
  .map((rows): Row[] => rows.map((each, place) => ({ ...each, id: `id-${place}` })));

function pageOf(rows: Row[], request: PageRequest, descending: boolean, size: number) {
  const cut = keyset(columns, descending, request, size);
  const statement = Prisma.sql`
    SELECT t.id, ${cut.select}
    FROM unnest(${rows.map(({ name }) => name)}::text[], ${rows.map(({ at }) => at)}::timestamptz[],
      ${rows.map(({ id }) => id)}::text[]) AS t (name, at, id)
    WHERE true ${cut.where} ${cut.orderBy} ${cut.limit}`;
  return reader.$queryRaw<{ id: string; place: string[] }[]>(statement).then((found) => cut.page(found));
}

const size = fc.integer({ min: 1, max: 5 });

test("pages show every row once, in order, however many share a place; and the way back shows the same pages", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), size, async (rows, descending, most) => {
      const whole = (await pageOf(rows, { after: null, before: null }, descending, 100)).rows;
      expect(whole).toHaveLength(rows.length);

      const forth: string[][] = [];
      let page = await pageOf(rows, { after: null, before: null }, descending, most);
      expect(page.previous).toBeNull();
      for (;;) {
        forth.push(page.rows.map(({ id }) => id));
        if (!page.next) break;
        page = await pageOf(rows, { after: page.next, before: null }, descending, most);
      }
      expect(forth.flat()).toEqual(whole.map(({ id }) => id));

      const back: string[][] = [forth.at(-1) ?? []];
      while (page.previous) {
        page = await pageOf(rows, { after: null, before: page.previous }, descending, most);
        back.unshift(page.rows.map(({ id }) => id));
      }
      expect(back).toEqual(forth);
    }),
    { numRuns: 20 },
  );
});

test("a row that comes or goes between two pages moves no other", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), size, fc.nat(), row, async (rows, descending, most, at, fresh) => {
      const first = await pageOf(rows, { after: null, before: null }, descending, most);
      if (!first.next || rows.length === 0) return;
      const gone = rows[at % rows.length]?.id;
      const changed = [...rows.filter(({ id }) => id !== gone), { ...fresh, id: "id-new" }];
      const seen = new Set(first.rows.map(({ id }) => id));
      let page = await pageOf(changed, { after: first.next, before: null }, descending, most);
      const rest = page.rows.map(({ id }) => id);
      while (page.next) {
        page = await pageOf(changed, { after: page.next, before: null }, descending, most);
        rest.push(...page.rows.map(({ id }) => id));
      }
      const expected = rows.map(({ id }) => id).filter((id) => id !== gone && !seen.has(id));
      expect(rest.filter((id) => id !== "id-new").toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 20 },
  );
});
