import type { PoolClient } from "pg";
import { z } from "zod";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { readers } from "#lib/sync/readers.ts";
import type { StreamRow } from "#lib/sync/stream-row.ts";
import { whileConnected } from "#lib/sync/while-connected.ts";

const Stretches = z.array(z.object({ from: z.number().int(), to: z.number().int() })).catch([]);

/** Takes the next stretch that is to be read again, once nothing else is under way; the cursor and the list change together. */
export async function beginReread(client: PoolClient, row: StreamRow, kind: StreamKind): Promise<void> {
  const [stretch, ...rest] = Stretches.parse(row.rereads);
  if (!stretch) return;
  const { reread } = readers[kind];
  const cursor = reread?.(row.cursor, stretch);
  if (reread && !cursor) return;
  await whileConnected(client, row.organization_id, () =>
    client.query(
      `UPDATE streams SET rereads = $3, cursor = coalesce($4, cursor)
       WHERE organization_id = $1 AND kind = $2`,
      [row.organization_id, kind, JSON.stringify(rest), cursor ? JSON.stringify(cursor) : null],
    ),
  );
  row.rereads = rest;
  if (cursor) row.cursor = cursor;
}
