import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";

/** Each test stops a process of its own: the module keeps what a process knows of its end. */
async function aProcess() {
  vi.resetModules();
  delete (globalThis as Record<string, unknown>)["metsuke"];
  return import("#lib/shutdown.ts");
}

/** A server that says when a request has come, and answers when it is told to. */
async function aServer() {
  const [arrival, permission] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const server = createServer((_request, response) => {
    arrival.resolve();
    void permission.promise.then(() => response.end("whole"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, url, arrived: arrival.promise, answer: permission.resolve };
}

const textOf = async (url: string) => (await fetch(url)).text();

test("what is in flight ends, what is new is refused, and a connection kept alive holds nothing up", async () => {
  const { drain, isDraining, noteServer } = await aProcess();
  const { server, url, arrived, answer } = await aServer();
  noteServer(server);
  const slow = textOf(url);
  await arrived;
  const drained = drain({ noticeMs: 0, graceMs: 30_000 });
  expect(isDraining()).toBe(true);
  await expect.poll(() => server.listening).toBe(false);
  await expect(textOf(url)).rejects.toThrow();
  answer();
  expect(await slow).toBe("whole");
  await drained;
});

test("during the notice it says that it is going, and still answers", async () => {
  const { drain, isDraining, noteServer } = await aProcess();
  const { server, url, answer } = await aServer();
  answer();
  noteServer(server);
  const drained = drain({ noticeMs: 2_000, graceMs: 1_000 });
  expect(isDraining()).toBe(true);
  expect(await textOf(url)).toBe("whole");
  await drained;
  await expect(textOf(url)).rejects.toThrow();
});

test("what outlives the grace is cut off", async () => {
  const { drain, noteServer } = await aProcess();
  const { server, url, arrived } = await aServer();
  noteServer(server);
  const never = textOf(url).catch(() => "cut off");
  await arrived;
  await drain({ noticeMs: 0, graceMs: 100, lastWordsMs: 1 });
  expect(await never).toBe("cut off");
});
