import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { folderStore } from "#lib/exports/store.ts";
import { root as projectRoot } from "#scripts/system/root.ts";

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

test("where a file may grow no larger there is no room, and nothing half-written stays", () => {
  const script = `
    import { folderStore, StoreFull } from "#lib/exports/store.ts";
    async function* bytes() { for (let part = 0; part < 40; part += 1) yield Buffer.alloc(10_000, "x"); }
    const store = folderStore(process.argv[1]);
    const ended = await store.put("d/large", bytes()).then(() => "kept", (error) => error instanceof StoreFull && error.cause.code);
    console.log(ended, JSON.stringify(await store.list("d")));`;
  const node = [process.execPath, "--input-type=module", "--conditions=react-server", "--eval", script, root];
  const { stdout } = spawnSync("sh", ["-c", 'ulimit -f 200; exec "$@"', "sh", ...node], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  expect(stdout).toBe("EFBIG []\n");
});

test("no name leads out of the store", async () => {
  await expect(store.put("../outside", of("x"))).rejects.toThrow("Not a name");
  expect(() => store.read("../../etc/passwd", 0, 1)).toThrow("Not a name");
  await expect(store.remove("")).rejects.toThrow("Not a name");
});
