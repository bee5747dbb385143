import { run } from "./bootstrap/run.mjs";

await run("scripts/check/main.ts");
