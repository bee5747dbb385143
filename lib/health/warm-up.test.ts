import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { findSignedIn } from "#lib/auth/find-signed-in.ts";
import { openCookie } from "#lib/auth/open-cookie.ts";
import { anOrganization } from "#lib/testing/factories.ts";
import { isWarmingUp, warmUp } from "./warm-up.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Stands for the process itself: it is given what the process asks itself. */
async function listen(answer: (request: IncomingMessage) => Promise<number | null>): Promise<string> {
  server = createServer((request, response) => {
    void answer(request).then((status) => status !== null && response.writeHead(status).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const sessionOf = async ({ headers }: IncomingMessage) =>
  (await openCookie(headers.cookie?.split("=").slice(1).join("=") ?? "")) ?? "";

test("every page is loaded several times in both languages by a visitor who is gone afterwards", async () => {
  await anOrganization();
  const [asked, languages] = [new Map<string, number>(), new Set<string | undefined>()];
  const sessions: string[] = [];
  const who = new Set<string | undefined>();
  const url = await listen(async (request) => {
    asked.set(request.url ?? "", (asked.get(request.url ?? "") ?? 0) + 1);
    languages.add(request.headers["accept-language"]);
    sessions.push(await sessionOf(request));
    who.add((await findSignedIn(sessions.at(-1) ?? "", "request-1"))?.label);
    return 200;
  });
  await warmUp(url, 60);
  expect(asked.size).toBeGreaterThan(15);
  expect(new Set(asked.values())).toEqual(new Set([8]));
  expect(languages).toEqual(new Set(["en", "ja"]));
  expect([...who]).toEqual(["warm-up"]);
  expect(new Set(sessions).size).toBe(1);
  expect(await findSignedIn(sessions[0] ?? "", "request-1")).toBeNull();
});

test("a process is not ready while it warms up, whatever its pages answer, and is afterwards", async () => {
  await anOrganization();
  const during = new Set<boolean>();
  const url = await listen(async () => {
    during.add(isWarmingUp());
    return 500;
  });
  await warmUp(url, 60);
  expect([...during, isWarmingUp()]).toEqual([true, false]);
});

test("pages that never answer hold nothing up for longer than was said", async () => {
  await anOrganization();
  let asked = 0;
  const url = await listen(async () => {
    asked += 1;
    return null;
  });
  await warmUp(url, 0.2);
  expect(asked).toBeGreaterThan(0);
  expect(isWarmingUp()).toBe(false);
});

test("nobody there to answer, or nothing to warm up for: ready at once", async () => {
  await anOrganization();
  await warmUp("http://127.0.0.1:9", 60);
  expect(isWarmingUp()).toBe(false);
  let asked = 0;
  const url = await listen(async () => {
    asked += 1;
    return 200;
  });
  await warmUp(url, 0);
  expect([asked, isWarmingUp()]).toEqual([0, false]);
});
