import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { mayReadMetrics } from "#lib/metrics/answer.ts";
import { collectMetrics } from "#lib/metrics/collect.ts";
import { measureRequests } from "#lib/metrics/measure-requests.ts";
import { currentRequestId } from "#lib/request-context.ts";
import { metricValue } from "#lib/testing/metric-value.ts";

let url: string;
const server = createServer((request, response) => {
  void sleep(5).then(() => response.end(`${currentRequestId()} ${String(request.headers["x-request-id"])}`));
});

beforeAll(async () => {
  measureRequests((path) => (path === "/known" ? "/[known]" : "other"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const bodyOf = async (path: string, headers = {}) => (await fetch(`${url}${path}`, { headers })).text();

test("requests are counted by route, method and status, and nothing that was sent becomes a label", async () => {
  await bodyOf("/known?secret=query");
  await bodyOf("/nobody-knows-this-path");
  // Counted when the answer is away, which its reader may know a little earlier.
  const known = { route: "/[known]", method: "GET", status: "200", process: "web" };
  const counted = async () => {
    const all = await collectMetrics();
    expect(metricValue(all, "metsuke_http_request_duration_seconds_count", known)).toBe(1);
    expect(all).toContain('route="other"');
    return all;
  };
  const text = await vi.waitFor(counted, { timeout: 15_000 });
  expect(text).not.toMatch(/nobody-knows|secret=query/);
});

test("everything that a request sets off knows its id, two on one connection too; a wild one is replaced", async () => {
  expect(await bodyOf("/known", { "x-request-id": "request-of-proxy" })).toBe(
    "request-of-proxy request-of-proxy",
  );
  expect(await bodyOf("/known", { "x-request-id": "another-request" })).toBe(
    "another-request another-request",
  );
  const [seen, header] = (await bodyOf("/known", { "x-request-id": "no spaces allowed" })).split(" ");
  expect(seen).toMatch(/^[0-9a-f-]{36}$/);
  expect(header).toBe(seen);
});

test("statements are measured by pool and verb, and the pool tells how full it is", async () => {
  await pool.query("SELECT 1");
  const client = await pool.connect();
  await client.query("/* no verb first */ SELECT 1");
  const text = await collectMetrics();
  client.release();
  const [main, used] = [{ pool: "main" }, { pool: "main", state: "used" }];
  const queries = "metsuke_db_query_duration_seconds_count";
  expect(metricValue(text, queries, { ...main, verb: "select" })).toBeGreaterThan(0);
  expect(metricValue(text, queries, { ...main, verb: "other" })).toBeGreaterThan(0);
  expect(metricValue(text, "metsuke_db_pool_connections", used)).toBeGreaterThan(0);
  expect(metricValue(text, "metsuke_db_pool_wait_duration_seconds_count", main)).toBeGreaterThan(1);
  expect(metricValue(text, "nodejs_eventloop_lag_p99_seconds", { process: "web" })).toBeGreaterThan(0);
  expect(text).toContain("metsuke_database_up 1");
});

test("with a token only its bearer reads the metrics", () => {
  const token = "a-token-of-some-length";
  expect(mayReadMetrics(`Bearer ${token}`, token)).toBe(true);
  expect(mayReadMetrics(`bearer ${token}`, token)).toBe(true);
  for (const wrong of [null, "", token, "Bearer ", "Bearer a-token", `Basic ${token}`])
    expect(mayReadMetrics(wrong, token)).toBe(false);
  expect(mayReadMetrics(null, undefined)).toBe(true);
});
