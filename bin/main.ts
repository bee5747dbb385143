/** `npx metsuke <verb>`: finds the verb's program, gives it the running instance's environment, runs it. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { attach } from "#scripts/start/attach.ts";
import { exitWith, Failure } from "#scripts/system/failure.ts";
import { root } from "#scripts/system/root.ts";

const verbs: Record<string, { program: string; says: string }> = {
  seed: { program: "prisma/seed.ts", says: "make the first owner and the demonstration organization" },
  sync: { program: "bin/sync.ts", says: "mirror a connected organization now" },
  plan: { program: "bin/plan.ts", says: "show what a desired state would change upstream" },
  apply: { program: "bin/apply.ts", says: "carry out a plan" },
  verify: { program: "bin/verify.ts", says: "check an exported log FILE against its seals" },
  "rotate-keys": {
    program: "bin/rotate-keys.ts",
    says: "seal every stored secret with a new METSUKE_SECRET",
  },
  rollups: {
    program: "bin/rollups.ts",
    says: "check the sums that pages read against their rows, or rebuild them",
  },
  doctor: { program: "bin/doctor.ts", says: "check this machine, the database and the running processes" },
};

function usage(): string {
  const there = Object.entries(verbs).filter(([, { program }]) => existsSync(join(root, program)));
  const lines = there.map(([verb, { says }]) => `  ${verb.padEnd(12)} ${says}`);
  return `Usage: npx metsuke <verb>\n\n${lines.join("\n")}`;
}

async function main(): Promise<number> {
  const [verb = "", ...words] = process.argv.slice(2);
  if (verb === "" || verb === "help" || verb === "--help") {
    console.log(usage());
    return verb === "" ? 2 : 0;
  }
  const found = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!found) throw new Failure(`metsuke doesn't know the verb ${verb}.\n${usage()}`, 2);
  if (!existsSync(join(root, found.program))) {
    throw new Failure(`This version of Metsuke doesn't have the verb ${verb} yet.`, 2);
  }
  attach();
  const child = spawn(process.execPath, ["--conditions=react-server", found.program, ...words], {
    cwd: root,
    stdio: "inherit",
  });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

main().then((code) => process.exit(code), exitWith);
