/** `npm test` runs every check, `npm run check` the quick ones; words choose by title, as in `npm test -- lint`. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { generateClient } from "../build/generate.ts";
import { exitWith, Failure } from "../system/failure.ts";
import { root } from "../system/root.ts";
import { runProgram } from "../system/run-program.ts";
import { step } from "../system/step.ts";
import { staticChecks } from "./checks.ts";
import type { Check, Outcome } from "./checks.ts";
import { suites } from "./suites.ts";

type Result = Outcome & { check: Check };

const shownLines = 150;

function shorten(output: string): string {
  const lines = output.trimEnd().split("\n");
  const cut = lines.length - shownLines;
  return cut > 0
    ? [`(${cut} lines before this are left out)`, ...lines.slice(cut)].join("\n")
    : lines.join("\n");
}

async function runCheck(check: Check): Promise<Result> {
  const startedAt = performance.now();
  const outcome = await check.run().catch((error: unknown): Outcome => {
    return { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) };
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const mark = outcome.failed === 0 ? "✓" : "✖";
  const tally =
    outcome.passed + outcome.failed > 1 ? `, ${outcome.passed} passed, ${outcome.failed} failed` : "";
  console.log(`${mark} ${check.title} (${seconds} s${tally})`);
  if (outcome.failed > 0 && !outcome.isShown) console.log(shorten(outcome.output).replaceAll(/^/gm, "    "));
  else if (check.title === "sizes") console.log(outcome.output.replaceAll(/^/gm, "    "));
  return { ...outcome, check };
}

/** Two at a time: lint and types take as long as the rest together, and there are few machines with one core. */
async function runInPairs(checks: Check[]): Promise<Result[]> {
  const waiting = checks.toReversed();
  const results: Result[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await runCheck(next));
  };
  await Promise.all([work(), work()]);
  return results;
}

/** What the checks stand on: the database client, and the types of routes. */
async function prepare(): Promise<void> {
  await step("Database client", generateClient);
  await step("Types of routes", async () => {
    // Left by a development server of another state, these would be checked too.
    rmSync(join(root, ".next/dev/types"), { recursive: true, force: true });
    await runProgram(process.execPath, ["node_modules/next/dist/bin/next", "typegen"]);
  });
}

function choose(): { first: Check[]; then: Check[] } {
  const words = process.argv.slice(2);
  const isQuick = words.includes("--quick");
  const names = words.filter((word) => !word.startsWith("--"));
  const wanted = (check: Check) =>
    (!isQuick || check.isQuick) && (names.length === 0 || names.some((name) => check.title.includes(name)));
  const chosen = { first: staticChecks.filter(wanted), then: suites.filter(wanted) };
  if (chosen.first.length + chosen.then.length > 0) return chosen;
  const titles = [...staticChecks, ...suites].map(({ title }) => title).join(", ");
  throw new Failure(`There is no check called ${names.join(" ")}: there are ${titles}.`, 2);
}

async function main(): Promise<void> {
  // What the tools say is kept and printed later, perhaps into a file.
  delete process.env["FORCE_COLOR"];
  process.env["NO_COLOR"] = "1";
  const { first, then } = choose();
  await prepare();
  const results = await runInPairs(first);
  // One after the other: each of these keeps the whole machine busy.
  for (const check of then) results.push(await runCheck(check));

  const failures = results.filter(({ failed }) => failed > 0);
  if (failures.length > 0) console.log("\nWhat failed, and what to do:");
  for (const { check } of failures) console.log(`  ✖ ${check.title}: ${check.advice}`);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

main().catch(exitWith);
