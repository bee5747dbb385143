import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import type { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { runBackgroundJob } from "#lib/background-jobs/run.ts";
import { db } from "#lib/db.ts";
import { pool } from "#lib/db-writer.ts";
import { CreateExport, createExport } from "#lib/exports/create.ts";
import { ExportResult } from "#lib/exports/result.ts";
import type { SetName } from "#lib/exports/set-names.ts";
import { exportStore } from "#lib/exports/store.ts";

type Asked = Partial<z.input<typeof CreateExport>> & { sets: string };

/** Asks for an export, as the form does; nobody works on it yet. */
export async function anExport(actor: Actor, asked: Asked): Promise<string> {
  return (await createExport(actor, CreateExport.parse({ format: "csv", ...asked }))).id;
}

/** Works on a job in this process until the signal is aborted or it is over. */
export async function workOn(id: string, signal = new AbortController().signal) {
  const outcome = await runBackgroundJob(id, { signal });
  return { outcome, job: await db.backgroundJob.findUniqueOrThrow({ where: { id } }) };
}

/**
 * Begins something while the job's row is held, so that its worker cannot commit another piece before: however slow
 * this process is, the job is not over by then.
 */
export async function inMidJob<Result>(id: string, begin: () => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT FROM background_jobs WHERE id = $1 FOR UPDATE", [id]);
    const begun = begin();
    await Promise.race([begun, sleep(300)]);
    await client.query("COMMIT");
    return await begun;
  } finally {
    client.release();
  }
}

/** The bytes of a finished file, as the store has them. */
export async function fileOf(id: string, set: SetName): Promise<Buffer> {
  const { result } = await db.backgroundJob.findUniqueOrThrow({ where: { id } });
  const file = ExportResult.parse(result).files.find((one) => one.set === set);
  const parts: Buffer[] = [];
  for (const piece of file?.pieces ?? []) {
    for await (const chunk of exportStore().read(piece.name, 0, piece.bytes)) parts.push(chunk as Buffer);
  }
  const bytes = Buffer.concat(parts);
  return file?.name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}
