import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveWorker } from "#lib/health/serve-worker.ts";

let server: Server;
let port: number;
beforeAll(async () => {
  server = await serveWorker(0, "127.0.0.1");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What is answered to a request line as it stands, which fetch would put in order before it sends it. */
async function statusOf(target: string): Promise<number> {
  const socket = connect(port, "127.0.0.1");
  socket.end(`GET ${target} HTTP/1.1\r\nHost: worker\r\nConnection: close\r\n\r\n`);
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, "close");
  return Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1]);
}

test("a worker says that it lives, that it is ready, and what it has measured", async () => {
  expect(await (await fetch(`http://127.0.0.1:${port}/health/live`)).json()).toEqual({ status: "live" });
  const ready = await fetch(`http://127.0.0.1:${port}/health/ready?from=balancer`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ status: "ready", database: { isUp: true, isMigrated: true } });
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(metrics.headers.get("content-type")).toContain("text/plain");
  expect(await metrics.text()).toContain("metsuke_database_up 1");
});

test.each([
  "//",
  "//health/live",
  "http://[",
  "/__proto__",
  "/constructor",
  "/health/live/",
  "*",
  "/%zz",
  "/?",
])("an address like %j is unknown, and the worker lives on", async (target) => {
  expect(await statusOf(target)).toBe(404);
  expect(await statusOf("/health/live")).toBe(200);
});

test("the port of another is an error, not a worker that nobody can watch", async () => {
  await expect(serveWorker(port, "127.0.0.1")).rejects.toMatchObject({ code: "EADDRINUSE" });
});
