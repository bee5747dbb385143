import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findFreePlace, oneAtATime, takePlaceAfter } from "./one-at-a-time.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "metsuke-one-"));
  path = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dead = JSON.stringify({ pid: process.pid, startedAt: "long ago" });
/** As a holder leaves it that was killed. */
const leaveDead = (place: number) => symlinkSync(dead, `${path}.${place}`);

test("of several that do the same one does at a time", async () => {
  let inside = 0;
  const work = async () => {
    inside += 1;
    expect(inside).toBe(1);
    await sleep(20);
    inside -= 1;
  };
  path = join(folder, "deep", "lock");
  await Promise.all([oneAtATime(path, work), oneAtATime(path, work), oneAtATime(path, work)]);
  expect(readdirSync(join(folder, "deep"))).toHaveLength(1);
});

test("one that was killed, or that broke, holds nobody up, nor does what nobody can read", async () => {
  leaveDead(7);
  expect(await oneAtATime(path, async () => "done")).toBe("done");
  await expect(oneAtATime(path, () => Promise.reject(new Error("broke")))).rejects.toThrow("broke");
  symlinkSync("half a li", `${path}.90`);
  expect(await oneAtATime(path, async () => readdirSync(folder))).toEqual(["lock.91"]);
});

test("of two that found the same dead lock one takes it, however late the other comes", () => {
  leaveDead(1);
  const [one, other] = [findFreePlace(path), findFreePlace(path)];
  expect(takePlaceAfter(path, one ?? -1)).toBe(true);
  expect(takePlaceAfter(path, other ?? -1)).toBe(false);
  expect(findFreePlace(path)).toBeUndefined();
});

test("one that found it free before others came and went does not come in beside whoever is there", async () => {
  leaveDead(1);
  const found = findFreePlace(path) ?? -1;
  await oneAtATime(path, async () => undefined);
  await oneAtATime(path, async () => {
    expect(takePlaceAfter(path, found)).toBe(false);
    expect(findFreePlace(path)).toBeUndefined();
  });
  expect(readdirSync(folder)).toHaveLength(1);
});

test("processes that come upon a dead lock at the same moment go in one after the other", async () => {
  leaveDead(1);
  const program = `
    import { appendFileSync } from "node:fs";
    import { setTimeout as sleep } from "node:timers/promises";
    import { oneAtATime } from ${JSON.stringify(new URL("./one-at-a-time.ts", import.meta.url).href)};
    console.log("up");
    await new Promise((resolve) => process.stdin.once("data", resolve));
    await oneAtATime(process.argv[1], async () => {
      appendFileSync(process.argv[2], "in ");
      await sleep(5);
      appendFileSync(process.argv[2], "out ");
    });
    process.exit(0);`;
  const told = join(folder, "told");
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ["--input-type=module", "--eval", program, path, told], {
      stdio: ["pipe", "pipe", "inherit"],
    }),
  );
  await Promise.all(children.map((child) => once(child.stdout, "data")));
  const ends = children.map((child) => once(child, "exit"));
  for (const child of children) child.stdin.write("go");
  expect(await Promise.all(ends)).toEqual(children.map(() => [0, null]));
  expect(readFileSync(told, "utf8")).toBe("in out ".repeat(6));
});
