import pino from "pino";
import { env } from "#lib/env.ts";

/** JSON lines on stdout. Never log a key, a password or a cookie: the paths below are struck out if someone does. */
export const log = pino({
  level: env().LOG_LEVEL,
  redact: { paths: ["*.adminKey", "*.password", "*.authorization", "headers.cookie"], censor: "[redacted]" },
  formatters: { level: (label) => ({ level: label }) },
  timestamp: pino.stdTimeFunctions.isoTime,
});
