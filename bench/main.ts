/** `npm run bench [-- NAME [WORDS…]]`: runs one measurement, or all of them one after the other. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "#scripts/system/root.ts";

const names = [
  "export",
  "ingest",
  "ingest-twin",
  "large",
  "pages",
  "search",
  "crowd",
  "growth",
  "start",
  "migrations",
  "kills",
  "twin",
  "javascript",
  "lighthouse",
];
/** Those that need to be told more than their name. */
const onlyAsked = ["rolling"];
const [asked, ...words] = process.argv.slice(2);

if (asked !== undefined && ![...names, ...onlyAsked].includes(asked)) {
  console.error(`There is no measurement "${asked}". There are: ${[...names, ...onlyAsked].join(", ")}.`);
  process.exit(2);
}

for (const name of asked === undefined ? names : [asked]) {
  const script = join(root, "bench", `${name}.ts`);
  const child = spawn(process.execPath, ["--conditions=react-server", script, ...words], {
    stdio: "inherit",
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) process.exit(1);
}
