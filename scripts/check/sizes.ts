import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../system/root.ts";
import { countCasts } from "./count-casts.ts";

type File = { path: string; lines: string[]; isTest: boolean };

const limit = 300;
const folders = "{app,bench,bin,components,e2e,lib,prisma,scripts,twin}/**/*.{ts,tsx,mjs}";

function readFiles(): File[] {
  return globSync(folders, { cwd: root })
    .filter((path) => !path.startsWith("lib/generated/"))
    .map((path) => ({
      path,
      lines: readFileSync(join(root, path), "utf8").trimEnd().split("\n"),
      isTest: /\.(test|spec)\.tsx?$|^e2e\/|^lib\/testing\//.test(path),
    }));
}

function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function count(files: File[], pattern: RegExp): number {
  return files.reduce((sum, { lines }) => sum + lines.filter((line) => pattern.test(line)).length, 0);
}

function perFile(files: File[], pattern: RegExp): number {
  return quantile(
    files.map((file) => count([file], pattern)),
    0.5,
  );
}

/** The numbers that the project holds itself to, and the files that are too long. */
export function measureSizes(): { report: string; problems: string[] } {
  const files = readFiles();
  const code = files.filter(({ isTest }) => !isTest);
  const tests = files.filter(({ isTest }) => isTest);
  const total = (some: File[]) => some.reduce((sum, { lines }) => sum + lines.length, 0);
  const lengths = code.map(({ lines }) => lines.length);
  const thousands = total(code) / 1000;
  const tsx = code.filter(({ path }) => path.endsWith(".tsx"));
  const clients = tsx.filter(({ lines }) => lines.some((line) => /^["']use client["']/.test(line)));
  const casts = code.reduce((sum, { path, lines }) => sum + countCasts(path, lines.join("\n")), 0);
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { dependencies: object };
  const rows: [string, string, string][] = [
    ["lines a file, median", String(quantile(lengths, 0.5)), "≤ 60"],
    ["lines a file, p95", String(quantile(lengths, 0.95)), "≤ 200"],
    ["lines a file, longest", String(Math.max(0, ...lengths)), `≤ ${limit}`],
    ["exports a file, median", String(perFile(code, /^export /)), "1"],
    ["imports a file, median", String(perFile(code, /^import /)), "≤ 5"],
    ["casts per 1000 lines", (casts / thousands).toFixed(1), "few"],
    ["client share of tsx", `${Math.round((clients.length / Math.max(1, tsx.length)) * 100)} %`, "< 35 %"],
    ["comment lines", `${Math.round((count(code, /^\s*(\/\/|\/?\*)/) / total(code)) * 100)} %`, "2–5 %"],
    ["test lines to code lines", (total(tests) / total(code)).toFixed(2), "≥ 0.6"],
    ["runtime dependencies", String(Object.keys(manifest.dependencies).length), "≤ 25"],
  ];
  const report = [
    `${files.length} files, ${total(code)} lines of code, ${total(tests)} of tests`,
    ...rows.map(([what, value, aim]) => `  ${what.padEnd(26)} ${value.padStart(6)}   (${aim})`),
  ].join("\n");
  const problems = files
    .filter(({ lines }) => lines.length > limit)
    .map(({ path, lines }) => `${path} has ${lines.length} lines; ${limit} is the limit: split it.`);
  return { report, problems };
}
