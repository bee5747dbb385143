import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Part } from "./part.ts";

const script = fileURLToPath(new URL("measure-ingest.ts", import.meta.url));

/** What the sync writes into a mirror that holds so much already, beside COPY into an empty table. */
export const ingest: Part = {
  title: "ingest, ms a thousand rows",
  measure({ databaseUrl }) {
    const secret = randomBytes(32).toString("base64");
    const printed = execFileSync(process.execPath, ["--conditions=react-server", script], {
      env: { METSUKE_SECRET: secret, LOG_LEVEL: "error", ...process.env, DATABASE_URL: databaseUrl },
      stdio: ["ignore", "pipe", "inherit"],
      encoding: "utf8",
    });
    const figures = z.record(z.string(), z.number()).parse(JSON.parse(printed));
    return Promise.resolve(new Map(Object.entries(figures)));
  },
};
