import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";

/** Each test stops a process of its own: the module keeps what a process knows of its end. */
async function aProcess() {
  vi.resetModules();
  delete (globalThis as Record<string, unknown>)["metsuke"];
  return import("#lib/shutdown.ts");
}

async function aServer(answerAfterMs: number): Promise<{ server: Server; url: string }> {
  const server = createServer((_request, response) => {
    void sleep(answerAfterMs).then(() => response.end("whole"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const textOf = async (url: string) => (await fetch(url)).text();

test("what is in flight ends, what is new is refused, and a connection kept alive holds nothing up", async () => {
  const { drain, isDraining, noteServer } = await aProcess();
  const { server, url } = await aServer(300);
  noteServer(server);
  const slow = textOf(url);
  await sleep(50);
  const drained = drain({ noticeMs: 0, graceMs: 10_000 });
  expect(isDraining()).toBe(true);
  await sleep(50);
  await expect(textOf(url)).rejects.toThrow();
  expect(await slow).toBe("whole");
  await drained;
});

test("during the notice it says that it is going, and still answers", async () => {
  const { drain, isDraining, noteServer } = await aProcess();
  const { server, url } = await aServer(1);
  noteServer(server);
  const drained = drain({ noticeMs: 300, graceMs: 1_000 });
  expect(isDraining()).toBe(true);
  expect(await textOf(url)).toBe("whole");
  await drained;
  await expect(textOf(url)).rejects.toThrow();
});

test("what outlives the grace is cut off", async () => {
  const { drain, noteServer } = await aProcess();
  const { server, url } = await aServer(60_000);
  noteServer(server);
  const never = textOf(url).catch(() => "cut off");
  await sleep(50);
  await drain({ noticeMs: 0, graceMs: 100, lastWordsMs: 1 });
  expect(await never).toBe("cut off");
});
