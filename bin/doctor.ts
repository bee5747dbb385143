/**
 * `npx metsuke doctor [--json] [--rollups]`: checks this machine, the database and the running processes, and says
 * what to do about what is wrong. Exit code 0: nothing fails; 1: something does; 2: wrong usage.
 */
import { parseArgs } from "node:util";
import { connectTo } from "#scripts/database/connect.ts";
import { isFree } from "#scripts/system/find-port.ts";
import { databaseChecks } from "./doctor/database.ts";
import type { Check, Finding } from "./doctor/finding.ts";
import { find, ok } from "./doctor/finding.ts";
import { machineChecks } from "./doctor/machine.ts";

const usage = "Usage: npx metsuke doctor [--json] [--rollups]";
const signs = { ok: "✓", warn: "!", fail: "✖" };

function show({ title, state, says, advice }: Finding): void {
  console.log(`${signs[state]} ${title.padEnd(16)} ${says}`);
  if (state !== "ok" && advice) console.log(`  ${"".padEnd(16)} → ${advice}`);
}

async function runAll(checks: Check[], told: (finding: Finding) => void): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    const found = await find(check);
    found.forEach(told);
    findings.push(...found);
    // What stands on the schema would only say once more that there is none.
    if (check.title === "Database" && found.some(({ state }) => state === "fail")) break;
  }
  return findings;
}

/** Why nothing can be asked of the database; undefined where it can. */
async function whyNoDatabase(url: string | undefined): Promise<string | undefined> {
  if (!url) return "the built-in one is made at the first start";
  const isBuiltIn = process.env["METSUKE_BUILT_IN_DATABASE"] === "1";
  if (isBuiltIn && (await isFree(Number(new URL(url).port), "127.0.0.1")))
    return "the built-in one isn't running: npm start runs it";
  return undefined;
}

async function checkAll(withRollups: boolean, told: (finding: Finding) => void): Promise<Finding[]> {
  const findings = await runAll(machineChecks, told);
  const url = process.env["DATABASE_URL"];
  const why = await whyNoDatabase(url);
  if (why !== undefined || !url)
    return [...findings, ...(await runAll([{ title: "Database", run: () => ok(why ?? "") }], told))];
  try {
    const client = await connectTo(url);
    const inside = await runAll(databaseChecks(url, client), told);
    await client.end();
    findings.push(...inside);
    if (inside.some(({ title, state }) => title === "Database" && state === "fail")) return findings;
  } catch (error) {
    const failing = {
      title: "Database",
      run: () => {
        throw error;
      },
    };
    return [...findings, ...(await runAll([failing], told))];
  }
  if (!process.env["METSUKE_SECRET"]) return findings;
  process.env["LOG_LEVEL"] = "silent";
  const { fleetChecks } = await import("./doctor/fleet.ts");
  const { pool, reader, writer } = await import("#lib/db-writer.ts");
  findings.push(...(await runAll(fleetChecks({ withRollups }), told)));
  await Promise.all([writer.$disconnect(), reader.$disconnect()]);
  await pool.end();
  return findings;
}

async function main(): Promise<number> {
  let options;
  try {
    options = parseArgs({ options: { json: { type: "boolean" }, rollups: { type: "boolean" } } }).values;
  } catch {
    console.error(usage);
    return 2;
  }
  const findings = await checkAll(options.rollups === true, options.json ? () => undefined : show);
  const failing = findings.filter(({ state }) => state === "fail").length;
  if (options.json) console.log(JSON.stringify(findings, null, 2));
  else if (failing > 0) console.error(`${failing} of ${findings.length} checks failed.`);
  return failing > 0 ? 1 : 0;
}

process.exitCode = await main();
