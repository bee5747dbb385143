import { run } from "./bootstrap/run.mjs";

await run("scripts/start/main.ts");
