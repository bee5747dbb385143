import { checkMessages } from "./messages/check.ts";
import { measureSizes } from "./sizes.ts";
import { runProgram } from "../system/run-program.ts";
import { root } from "../system/root.ts";

export type Outcome = {
  passed: number;
  failed: number;
  output: string;
  /** It was printed while it ran. */
  isShown?: boolean;
};
export type Check = {
  title: string;
  advice: string;
  isQuick: boolean;
  run: () => Promise<Outcome>;
};

const bin = "node_modules";
const succeeded = (output = ""): Outcome => ({ passed: 1, failed: 0, output });
const failed = (output: string): Outcome => ({ passed: 0, failed: 1, output });

/** A program whose exit code is the verdict. */
async function verdictOf(words: string[]): Promise<Outcome> {
  try {
    return succeeded(await runProgram(process.execPath, words));
  } catch (error) {
    const output = error instanceof Error && "output" in error ? String(error.output) : String(error);
    return failed(output);
  }
}

function verdictOn(problems: string[], report = ""): Outcome {
  return problems.length === 0 ? succeeded(report) : failed([report, ...problems].filter(Boolean).join("\n"));
}

/** The checks that need no server and no database, cheapest first. */
export const staticChecks: Check[] = [
  {
    title: "format",
    advice: "npm run format",
    isQuick: true,
    run: () => verdictOf([`${bin}/prettier/bin/prettier.cjs`, "--check", "--cache", "--log-level=warn", "."]),
  },
  {
    title: "messages",
    advice: "Add what is missing to both languages of messages/, delete what nothing asks for.",
    isQuick: true,
    run: async () => verdictOn(checkMessages(root)),
  },
  {
    title: "sizes",
    advice: "Split the file along what it is about.",
    isQuick: true,
    run: async () => {
      const { problems, report } = measureSizes();
      return verdictOn(problems, report);
    },
  },
  {
    title: "arrows",
    advice: "docs/architecture.md says what may import what; .dependency-cruiser.mjs holds the rules.",
    isQuick: true,
    run: () =>
      verdictOf([
        `${bin}/dependency-cruiser/bin/dependency-cruiser.mjs`,
        ...["--config", ".dependency-cruiser.mjs", "--output-type", "err-long"],
        ...["app", "bin", "components", "lib", "prisma", "scripts", "twin"],
      ]),
  },
  {
    title: "unused code",
    advice: "Delete it; an export that only its own file needs loses the word export.",
    isQuick: true,
    run: () => verdictOf([`${bin}/knip/bin/knip.js`, "--no-progress"]),
  },
  {
    title: "types",
    advice: "npx tsc --noEmit shows them again.",
    isQuick: true,
    run: () => verdictOf([`${bin}/typescript/bin/tsc`, "--noEmit", "--pretty", "false"]),
  },
  {
    title: "lint",
    advice: "npx eslint . --fix mends some of it.",
    isQuick: true,
    run: () => verdictOf([`${bin}/eslint/bin/eslint.js`, ".", "--max-warnings=0"]),
  },
];
