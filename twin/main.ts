import { parseArgs } from "node:util";
import { z } from "zod";
import { Fault } from "#twin/faults.ts";
import { seeds } from "#twin/seed/prepare.ts";
import { SeedingStopped } from "#twin/seeding/control.ts";
import type { Seeding } from "#twin/seeding/control.ts";
import { startTwin } from "#twin/server.ts";
import type { RunningTwin } from "#twin/server.ts";

const usage =
  "Usage: twin [--port 4100] [--host 127.0.0.1] [--seed none|small|large] [--days 400] [--scale 1] [--database URL] [--key KEY] [--faults JSON]";
const advanceEveryMs = 60_000;
const tellEveryMs = 1000;

const Options = z.object({
  port: z.coerce.number().int().min(0).max(65535),
  host: z.string().min(1),
  seed: z.enum(seeds),
  days: z.coerce.number().int().min(1).max(4000),
  scale: z.coerce.number().gt(0).max(10),
  database: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must be a postgres:// URL; give --database or DATABASE_URL"),
  key: z.string().min(1),
  faults: z.array(Fault),
});

function readOptions(): z.output<typeof Options> {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "4100" },
        host: { type: "string", default: "127.0.0.1" },
        seed: { type: "string", default: "none" },
        days: { type: "string", default: "400" },
        scale: { type: "string", default: "1" },
        database: { type: "string", default: process.env.DATABASE_URL ?? "" },
        key: { type: "string", default: "sk-admin-twin" },
        faults: { type: "string", default: "[]" },
      },
    });
    return Options.parse({ ...values, faults: JSON.parse(values.faults) as unknown });
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    console.error(`${reason}\n${usage}`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const { database, key, ...options } = readOptions();
  const stopping = new AbortController();
  const running: { twin?: RunningTwin; timer?: NodeJS.Timeout } = {};
  const stop = () => {
    stopping.abort();
    clearInterval(running.timer);
    void running.twin?.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);

  const twin = await startTwin({
    ...options,
    databaseUrl: database,
    adminKey: key,
    signal: stopping.signal,
    onListening: ({ adminUrl, seeding }) => (running.timer = tellProgress(`${adminUrl}/seeding`, seeding)),
  }).finally(() => clearInterval(running.timer));
  running.twin = twin;
  if (stopping.signal.aborted) return stop();
  console.log(JSON.stringify({ msg: "twin ready", url: twin.url }));
  running.timer = setInterval(() => {
    twin
      .advance()
      .catch((error: unknown) => console.error(`The twin could not add the last hour: ${String(error)}`));
  }, advanceEveryMs);
}

function tellProgress(control: string, seeding: Seeding): NodeJS.Timeout {
  return setInterval(() => {
    const { state, phase, rows, expectedRows, rowsPerSecond, secondsLeft } = seeding.progress();
    if (state === "idle") return;
    const line = {
      msg: "twin seeding",
      state,
      phase,
      rows,
      expectedRows,
      rowsPerSecond,
      secondsLeft,
      control,
    };
    console.log(JSON.stringify(line));
  }, tellEveryMs);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE") return `port ${port} is in use; give another with --port.`;
  if (code === "ECONNREFUSED")
    return "the database refuses connections; is Postgres running where --database says?";
  return error.message || String(code);
}

main().catch((error: unknown) => {
  if (error instanceof SeedingStopped) {
    console.log(JSON.stringify({ msg: "twin seeding stopped", reason: error.message }));
    process.exit(0);
  }
  console.error(`The twin could not start: ${reasonOf(error)}`);
  process.exit(1);
});
