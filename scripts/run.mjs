// Runs one of our programs where the machine's own Node may be too old: node scripts/run.mjs PROGRAM [WORDS]
import { run } from "./bootstrap/run.mjs";

const [program = ""] = process.argv.splice(2, 1);
// Code that is shared with the pages guards itself by this condition.
const isShared = /^(lib|bench|prisma)\//.test(program);

await run(program, isShared ? ["--conditions=react-server"] : []);
