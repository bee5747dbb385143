import type pg from "pg";

export type Phase = { name: string; run: (client: pg.ClientBase) => Promise<void> };

export type Told = (phase: string, seconds: number) => void;

/** Does the phases that are not done yet, each in one transaction with the note that it is; a killed run goes on where it stood. */
export async function runPhases(client: pg.ClientBase, phases: readonly Phase[], told: Told): Promise<void> {
  await client.query("CREATE SCHEMA IF NOT EXISTS bench");
  await client.query(
    `CREATE TABLE IF NOT EXISTS bench.phases (name text PRIMARY KEY, seconds numeric NOT NULL,
       finished_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  );
  const { rows } = await client.query<{ name: string }>("SELECT name FROM bench.phases");
  const done = new Set(rows.map(({ name }) => name));
  for (const { name, run } of phases) {
    if (done.has(name)) continue;
    const startedAt = performance.now();
    await client.query("BEGIN");
    try {
      await run(client);
      const seconds = (performance.now() - startedAt) / 1000;
      await client.query("INSERT INTO bench.phases (name, seconds) VALUES ($1, round($2::numeric, 2))", [
        name,
        seconds,
      ]);
      await client.query("COMMIT");
      told(name, seconds);
    } catch (error) {
      await client.query("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }
}
