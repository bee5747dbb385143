import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { folderStore } from "#lib/exports/store.ts";

const root = mkdtempSync(join(tmpdir(), "metsuke-store-"));
const store = folderStore(root);
afterAll(() => rmSync(root, { recursive: true }));

async function* of(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}

test("what was put is read back, whole or in part, and listed until it is removed", async () => {
  expect(await store.put("a/b/one", of("hello ", "world"))).toBe(11);
  expect((await buffer(store.read("a/b/one", 0, 11))).toString()).toBe("hello world");
  expect((await buffer(store.read("a/b/one", 4, 7))).toString()).toBe("o w");
  expect(await store.size("a/b/one")).toBe(11);
  expect(await store.list("a/b")).toEqual(["one"]);
  await store.remove("a/b");
  await store.remove("a/b");
  expect([await store.size("a/b/one"), await store.list("a/b")]).toEqual([null, []]);
});

test("bytes that end in an error leave nothing behind", async () => {
  async function* broken() {
    yield Buffer.from("half");
    throw new Error("torn");
  }
  await expect(store.put("c/half", broken())).rejects.toThrow("torn");
  expect(readdirSync(join(root, "c"))).toEqual([]);
});

test("no name leads out of the store", async () => {
  await expect(store.put("../outside", of("x"))).rejects.toThrow("Not a name");
  expect(() => store.read("../../etc/passwd", 0, 1)).toThrow("Not a name");
  await expect(store.remove("")).rejects.toThrow("Not a name");
});
