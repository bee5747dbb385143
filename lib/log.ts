import pino from "pino";
import { env } from "#lib/env.ts";
import { currentRequestId } from "#lib/request-context.ts";

const censor = "[redacted]";
/** Keys of OpenAI, passwords in addresses, tokens: whatever the line, and wherever in it. */
const secrets = /\bsk-[\w-]{8,}|(?<=:\/\/[^\s:@/"\\]*:)[^\s@"\\]+(?=@)|(?<=\bBearer )[\w.~+/=-]{8,}/g;

/** Takes what looks like a secret out of a line of the log. */
export function withoutSecrets(line: string): string {
  return line.replace(secrets, censor);
}

/**
 * JSON lines on stdout, each with the id of the request that it is written for. Never log a key, a password or a
 * cookie: if someone does, it is struck out, by its name or by its looks.
 */
export const log = pino({
  level: env().LOG_LEVEL,
  redact: {
    paths: ["adminKey", "password", "authorization", "cookie", "adminAPIKey"].flatMap((name) => [
      name,
      `*.${name}`,
      `*.*.${name}`,
    ]),
    censor,
  },
  formatters: { level: (label) => ({ level: label }) },
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: () => {
    const requestId = currentRequestId();
    return requestId ? { requestId } : {};
  },
  hooks: { streamWrite: withoutSecrets },
});
