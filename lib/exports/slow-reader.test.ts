import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { exportEvents } from "#lib/audit-events/export.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { pool, writer } from "#lib/db-writer.ts";
import { anActor } from "#lib/testing/factories.ts";
import { anEventFact, auditEvents } from "#lib/testing/events.ts";

// Before anything reads the environment: what two minutes are in real life.
vi.hoisted(() => (process.env["METSUKE_EXPORT_PATIENCE"] = "8"));

let actor: Actor;
const everything = parseAuditFilter({});

/** Answers every request with the whole log, as the route does. */
const server = createServer((request, response) => {
  const leaving = new AbortController();
  request.on("close", () => leaving.abort());
  void exportEvents(actor, everything, { format: "jsonl", withMark: false }, leaving.signal)
    .then(({ body }) => pipeline(Readable.from(body), response))
    .catch(() => response.destroy());
});

beforeAll(async () => {
  actor = await anActor({ role: "auditor" });
  const filler = "x".repeat(100_000);
  await auditEvents(
    actor.organization,
    Array.from({ length: 400 }, () => anEventFact({ payload: { filler } })),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
});
afterAll(() => server.close());

/** Reads one byte a second. */
function slowReader(): { socket: Socket; taken: () => number; stop: () => void } {
  const socket = connect({
    port: (server.address() as AddressInfo).port,
    host: "127.0.0.1",
  });
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  let taken = 0;
  const timer = setInterval(() => (taken += (socket.read(1) as Buffer | null)?.length ?? 0), 1_000);
  return {
    socket,
    taken: () => taken,
    stop: () => {
      clearInterval(timer);
      socket.destroy();
    },
  };
}

async function connections(): Promise<number> {
  const { rows } = await pool.query<{ running: number }>(
    "SELECT count(*)::int AS running FROM pg_stat_activity WHERE application_name = 'metsuke export' AND datname = current_database()",
  );
  return rows[0]?.running ?? 0;
}

test("readers that take a byte a second hold little, keep nobody else waiting and are cut off in the end", async () => {
  const before = process.memoryUsage().rss;
  const readers = Array.from({ length: 8 }, slowReader);
  try {
    await expect.poll(connections, { timeout: 20_000 }).toBe(8);
    // Everything else goes on; a ninth is told to come later.
    expect((await listEvents(actor, everything)).rows.length).toBeGreaterThan(0);
    const ninth = exportEvents(
      actor,
      everything,
      { format: "csv", withMark: false },
      new AbortController().signal,
    );
    await expect(ninth).rejects.toMatchObject({ key: "exportsBusy" });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);

    await expect.poll(connections, { timeout: 60_000 }).toBe(0);
    const entries = await writer.trailEntry.findMany({
      where: {
        actorId: actor.id,
        action: "audit.export",
        outcome: "failed",
        error: { contains: "too slow" },
      },
    });
    expect(entries).toHaveLength(8);
    expect(readers.some(({ taken }) => taken() > 0)).toBe(true);
  } finally {
    for (const { stop } of readers) stop();
  }
  const { body } = await exportEvents(
    actor,
    everything,
    { format: "jsonl", withMark: false },
    new AbortController().signal,
  );
  expect((await new Response(body).arrayBuffer()).byteLength).toBeGreaterThan(40_000_000);
}, 120_000);

test("a reader that is merely slower than Postgres is not cut off", async () => {
  const leaving = new AbortController();
  const { body } = await exportEvents(
    actor,
    everything,
    { format: "jsonl", withMark: false },
    leaving.signal,
  );
  let [taken, rests] = [0, 0];
  for await (const chunk of body) {
    taken += chunk.length;
    // Four rests that together are longer than what is allowed.
    if ((rests += 1) <= 4) await new Promise((resolve) => setTimeout(resolve, 2_100));
  }
  expect(taken).toBeGreaterThan(40_000_000);
}, 120_000);
