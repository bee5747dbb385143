#!/usr/bin/env node
/**
 * Stands where Prisma's CLI expects its native schema engine (PRISMA_SCHEMA_ENGINE_BINARY, set in
 * prisma.config.ts), so that nothing is downloaded: JSON-RPC, one message a line, over the WASM engine.
 *
 * First migration, or the next one, without touching a database:
 *   npx prisma migrate diff --from-empty --to-schema prisma/schema --script
 *   npx prisma migrate diff --from-migrations prisma/migrations --to-schema prisma/schema --script
 * The second replays the migrations in a shadow database that it makes and drops beside DATABASE_URL's.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { connectorFor, createDatabase, probeDatabase } from "./connector.ts";
import { loadEngine } from "./load-engine.ts";
import type { EngineError, EngineOptions } from "./load-engine.ts";

type Request = { id: number; method: string; params?: unknown };

function readOptions(): { options: EngineOptions; command: string | undefined } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      datamodels: { type: "string", multiple: true },
      datasource: { type: "string" },
      "enabled-preview-features": { type: "string" },
      "extension-types": { type: "string" },
    },
  });
  const datasource: unknown = values.datasource ? JSON.parse(values.datasource) : {};
  const { url, shadowDatabaseUrl } = datasource as { url?: string; shadowDatabaseUrl?: string };
  return {
    options: {
      datamodels: values.datamodels?.map((path) => [path, readFileSync(path, "utf8")]),
      url,
      shadowDatabaseUrl,
    },
    command: positionals[0] === "cli" ? positionals[1] : undefined,
  };
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

/** The native engine reports failures of its one-shot commands as a log line on stderr. */
function logFailure(error: EngineError): void {
  const fields = { message: error.message, error_code: error.code, is_panic: false };
  const line = { level: "ERROR", target: "schema_engine::logger", fields };
  process.stderr.write(`\n${JSON.stringify(line)}\n`);
}

async function runCommand(command: string, url: string): Promise<void> {
  if (command === "can-connect-to-database") await probeDatabase(url);
  else if (command === "create-database") await createDatabase(url);
  else throw new Error(`The schema engine bridge doesn't know the command ${command}.`);
}

async function serve(options: EngineOptions): Promise<void> {
  let loading: ReturnType<typeof loadEngine> | undefined;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const request = JSON.parse(line) as Partial<Request>;
    // The CLI acknowledges our "print" messages; those have no method.
    if (request.id === undefined || !request.method) continue;
    try {
      const engine = await (loading ??= loadEngine(options, connectorFor(options)));
      const result = await engine.call(request.method, request.params);
      const printed = (result as { stdout?: string } | null)?.stdout;
      if (printed) send({ id: request.id, method: "print", params: { content: printed } });
      send({ id: request.id, result: printed ? { ...(result as object), stdout: null } : (result ?? null) });
    } catch (error) {
      const { message, code } = error as EngineError;
      const detail = { message, is_panic: false, ...(code && { error_code: code }) };
      send({ id: request.id, error: { code: 4466, message: "An error happened.", data: detail } });
    }
  }
}

process.on("uncaughtException", (error) => {
  logFailure(error);
  process.exit(101);
});

const { options, command } = readOptions();
try {
  if (command) await runCommand(command, options.url ?? "");
  else await serve(options);
} catch (error) {
  logFailure(error as EngineError);
  process.exitCode = 1;
}
