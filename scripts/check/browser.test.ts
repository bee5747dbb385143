import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureBrowser } from "./browser.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "metsuke-browser-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function aProgram(name: string, exitCode: number): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("the browser that is named is taken before those in the usual places", async () => {
  const named = aProgram("named", 0);
  expect(await ensureBrowser(named, [aProgram("usual", 0)])).toBe(named);
});

test("a named browser that does not run is said to be so, and no other takes its place", async () => {
  const broken = aProgram("broken", 127);
  for (const named of [broken, join(folder, "missing")])
    await expect(ensureBrowser(named, [aProgram("usual", 0)])).rejects.toThrow(
      `METSUKE_CHROMIUM is ${named}, which is no Chromium that runs here`,
    );
});

test("without a name the first that runs is taken, past one that is only there", async () => {
  const second = aProgram("second", 0);
  expect(await ensureBrowser("", [join(folder, "missing"), aProgram("first", 1), second])).toBe(second);
});
