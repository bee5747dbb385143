import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findStaticFile } from "./find.ts";
import { shareStaticFiles } from "./share.ts";

let folder: string;
let kept: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "metsuke-static-"));
  kept = join(folder, "data/static");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makeBuild(name: string, files: Record<string, string>): string {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, name, ".next/static", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return join(folder, name);
}

const read = async (...parts: string[]) => {
  const found = await findStaticFile(kept, parts);
  return found && { type: found.type, text: new TextDecoder().decode(found.bytes) };
};

test("what one build has is found by another, each under its own name", async () => {
  await shareStaticFiles(makeBuild("old", { "chunks/a1.js": "old()", "chunks/a2.css": "p {}" }), kept);
  await shareStaticFiles(makeBuild("new", { "chunks/b1.js": "new()", "b/_buildManifest.js": "[]" }), kept);

  expect(await read("chunks", "a1.js")).toEqual({
    type: "application/javascript; charset=UTF-8",
    text: "old()",
  });
  expect(await read("chunks", "a2.css")).toEqual({ type: "text/css; charset=UTF-8", text: "p {}" });
  expect((await read("chunks", "b1.js"))?.text).toBe("new()");
  expect((await read("b", "_buildManifest.js"))?.text).toBe("[]");
  expect(await read("chunks", "c1.js")).toBeNull();
});

test("names that lead out of the folder, or to what no page asks for, are not found", async () => {
  await shareStaticFiles(makeBuild("old", { "chunks/a1.js": "old()", "chunks/notes.txt": "" }), kept);
  writeFileSync(join(folder, "data/secret.json"), "{}");
  for (const parts of [
    ["..", "secret.json"],
    ["chunks", "..", "..", "secret.json"],
    ["../secret.json"],
    ["chunks/../../secret.json"],
    ["..\\secret.json"],
    ["%2e%2e", "secret.json"],
    ["chunks", "a1.js\0.json"],
    ["chunks", "notes.txt"],
    ["chunks"],
    [],
  ])
    expect(await read(...parts), parts.join(" / ")).toBeNull();
});

test("a file that is there is left as it is, and counts as new from then on", async () => {
  const build = makeBuild("old", { "chunks/a1.js": "old()" });
  await shareStaticFiles(build, kept);
  const file = join(kept, "chunks/a1.js");
  const longAgo = new Date(Date.now() - 29 * 86_400_000);
  utimesSync(file, longAgo, longAgo);
  const before = statSync(file).ino;
  await shareStaticFiles(build, kept);
  expect(statSync(file).ino).toBe(before);
  expect(Date.now() - statSync(file).mtimeMs).toBeLessThan(3_600_000);
});

test("what no build has had for a month is removed, drafts of killed copies too", async () => {
  await shareStaticFiles(makeBuild("old", { "chunks/a1.js": "old()", "chunks/a2.js": "both()" }), kept);
  writeFileSync(join(kept, "chunks/a3.js.f00.draft"), "half");
  const longAgo = new Date(Date.now() - 31 * 86_400_000);
  for (const name of ["a1.js", "a2.js", "a3.js.f00.draft"])
    utimesSync(join(kept, "chunks", name), longAgo, longAgo);

  await shareStaticFiles(makeBuild("new", { "chunks/a2.js": "both()", "chunks/b1.js": "new()" }), kept);
  expect(await read("chunks", "a1.js")).toBeNull();
  expect((await read("chunks", "a2.js"))?.text).toBe("both()");
  expect(() => readFileSync(join(kept, "chunks/a3.js.f00.draft"))).toThrow("ENOENT");
});

test("copies that start at once leave whole files", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [`chunks/${n}.js`, "x".repeat(50_000 + n)]),
  );
  const build = makeBuild("new", files);
  await Promise.all([1, 2, 3].map(() => shareStaticFiles(build, kept)));
  for (const [path, text] of Object.entries(files)) expect((await read(...path.split("/")))?.text).toBe(text);
});
