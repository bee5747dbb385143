import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import { processWide } from "#lib/process-wide.ts";

/** By subject how often it has changed; under "kept usage" and the like since which day facts are kept. */
export type Versions = ReadonlyMap<string, string>;

const queued = processWide("version reads", () => new Map<string, Promise<Versions>>());

async function read(actor: Actor, mayLag: boolean): Promise<Versions> {
  const organization = Prisma.sql`organization_id = ${actor.organization.id}::uuid`;
  const rows = await scopedSql<{ subject: string; version: string }>(
    actor,
    Prisma.sql`
      SELECT subject, sum(counter)::text AS version FROM facts.versions WHERE ${organization} GROUP BY subject
      UNION ALL
      (SELECT 'kept ' || facts, kept_since::text FROM retentions
        WHERE ${organization} AND kept_since IS NOT NULL LIMIT 3)`,
    { mayLag },
  );
  return new Map(rows.map(({ subject, version }) => [subject, version]));
}

/**
 * What has changed in the actor's organization so far, read after this was asked: those who ask in the same turn of
 * the event loop share a statement, and nobody is given one that was sent before. mayLag: from where facts are read.
 */
export function readVersions(actor: Actor, mayLag: boolean): Promise<Versions> {
  const key = `${actor.organization.id} ${mayLag}`;
  const waiting = queued.get(key);
  if (waiting) return waiting;
  const reading = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    queued.delete(key);
    return read(actor, mayLag);
  });
  queued.set(key, reading);
  return reading;
}
