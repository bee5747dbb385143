/** `npm run bench -- kills [N [SEED]]`: kills everything N times (100) at random and compares what is left. */
import { randomBytes, randomInt } from "node:crypto";
import { isBuilt } from "#scripts/build/build.ts";

process.env["METSUKE_SECRET"] ??= randomBytes(32).toString("base64");
// Read by modules that check the environment when they are loaded.
process.env["DATABASE_URL"] ??= "postgres://127.0.0.1:1/none";
process.env["METSUKE_URL"] ??= "http://localhost:3000";
process.env["LOG_LEVEL"] ??= "fatal";
const { runKills } = await import("#lib/testing/kills/run-kills.ts");

const [kills = "100", seed = String(randomInt(1_000_000))] = process.argv.slice(2);
const withWeb = isBuilt();
console.log(`seed ${seed}${withWeb ? "" : "; without a web server, as nothing is built"}`);

const startedAt = performance.now();
const report = await runKills({
  kills: Number(kills),
  seed: Number(seed),
  withWeb,
  log: (line) => console.log(line),
});
const seconds = Math.round((performance.now() - startedAt) / 1000);
console.log(JSON.stringify({ ...report, seed: Number(seed), seconds }, null, 2));
process.exit(report.wrong.length === 0 ? 0 : 1);
