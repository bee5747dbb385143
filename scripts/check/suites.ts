import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildConsole } from "../build/build.ts";
import { root } from "../system/root.ts";
import { runProgram } from "../system/run-program.ts";
import { ensureBrowser } from "./browser.ts";
import type { Check, Outcome } from "./checks.ts";

const resultsDir = join(root, "test-results");

type VitestReport = { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number };
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] };

function read<Report>(path: string): Report | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Report) : undefined;
}

/** Runs a test runner and reads its report; a runner that left none, or failed without a failing test, counts as one. */
async function suite<Report>(
  words: string[],
  report: string,
  env: NodeJS.ProcessEnv,
  count: (report: Report) => { passed: number; failed: number },
): Promise<Outcome> {
  mkdirSync(resultsDir, { recursive: true });
  rmSync(report, { force: true });
  const [isGood, output] = await runProgram(process.execPath, words, { env, isShown: true }).then(
    (text) => [true, text] as const,
    (error: unknown) =>
      [false, error instanceof Error && "output" in error ? String(error.output) : String(error)] as const,
  );
  const found = read<Report>(report);
  const { passed, failed } = found ? count(found) : { passed: 0, failed: 0 };
  return { passed, failed: Math.max(failed, isGood && passed > 0 ? 0 : 1), output, isShown: true };
}

const unit: Check = {
  title: "unit and integration tests",
  advice: "npx vitest run PATH runs one file.",
  isQuick: true,
  run: () => {
    const report = join(resultsDir, "vitest.json");
    const words = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
    return suite<VitestReport>([...words, `--outputFile.json=${report}`], report, process.env, (found) => ({
      passed: found.numPassedTests,
      // A file that can't be loaded has no tests to fail.
      failed: Math.max(found.numFailedTests, found.numFailedTestSuites > 0 ? 1 : 0),
    }));
  },
};

const build: Check = {
  title: "production build",
  advice: "npm run build shows it again.",
  isQuick: false,
  run: async () => {
    try {
      return { passed: 1, failed: 0, output: await buildConsole() };
    } catch (error) {
      return { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) };
    }
  },
};

const endToEnd: Check = {
  title: "end-to-end tests in a browser",
  advice: "npx playwright test e2e/NAME.spec.ts runs one; pictures and traces are in test-results/.",
  isQuick: false,
  run: async () => {
    const browser = await ensureBrowser();
    console.log(`  the browser is ${browser}`);
    const report = join(resultsDir, "playwright.json");
    const env = {
      ...process.env,
      METSUKE_CHROMIUM: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      NODE_OPTIONS: [process.env["NODE_OPTIONS"], "--conditions=react-server"].filter(Boolean).join(" "),
    };
    const words = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"];
    return suite<PlaywrightReport>(words, report, env, ({ stats, errors }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
    }));
  },
};

/** The tests, in the order in which they need one another. */
export const suites: Check[] = [unit, build, endToEnd];
