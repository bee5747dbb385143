#!/usr/bin/env node
import { run } from "../scripts/bootstrap/run.mjs";

await run("bin/main.ts");
