import fc from "fast-check";
import { expect, test } from "vitest";
import { stripHeaders } from "#lib/exports/strip-headers.ts";

function message(code: string, body: Uint8Array): Buffer {
  const header = Buffer.alloc(5);
  header.write(code);
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

const row = fc.uint8Array({ maxLength: 40 });
const between = fc.constantFrom(..."NSA").chain((code) => row.map((body) => ({ code, body })));
const messages = fc.array(
  fc.oneof(
    row.map((body) => ({ code: "d", body })),
    between,
  ),
  { maxLength: 30 },
);

test("however the wire cuts it, the rows come out whole and the rest goes back to the driver", () => {
  fc.assert(
    fc.property(
      messages,
      row,
      fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 64 }),
      (sent, tail, cuts, pieceBytes) => {
        const rest = Buffer.concat([message("c", new Uint8Array()), message("C", tail)]);
        const wire = Buffer.concat([
          message("H", new Uint8Array([0, 0, 0])),
          ...sent.map(({ code, body }) => message(code, body)),
          rest,
        ]);
        const pieces: Buffer[] = [];
        const take = stripHeaders(pieceBytes, (piece) => pieces.push(piece));
        let at = 0;
        let given: Buffer | null = null;
        while (given === null && at < wire.length) {
          const end = Math.min(wire.length, at + (cuts[at % cuts.length] ?? 1));
          given = take(wire.subarray(at, end));
          at = end;
        }
        const rows = sent.filter(({ code }) => code === "d").map(({ body }) => body);
        expect(Buffer.concat(pieces).equals(Buffer.concat(rows))).toBe(true);
        expect(Buffer.concat([given ?? Buffer.alloc(0), wire.subarray(at)]).equals(rest)).toBe(true);
        for (const piece of pieces.slice(0, -1)) expect(piece).toHaveLength(pieceBytes);
      },
    ),
  );
});
