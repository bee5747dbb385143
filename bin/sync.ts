/** `npx metsuke sync [slug]`: mirrors every connected organization, or one, to the end, beside the workers. */
import { pool, writer } from "#lib/db-writer.ts";
import { db } from "#lib/db.ts";
import { syncEverything } from "#lib/sync/run-all.ts";

const usage = "Usage: npx metsuke sync [slug of an organization]";

async function organizationsOf(slug: string | undefined) {
  return db.organization.findMany({
    where: { status: { not: "disconnected" }, sealedAdminKey: { not: null }, ...(slug && { slug }) },
    select: { id: true, slug: true },
    orderBy: { slug: "asc" },
  });
}

async function sync(slug: string | undefined): Promise<number> {
  const organizations = await organizationsOf(slug);
  if (organizations.length === 0) {
    console.error(
      slug ? `✖ No connected organization is called ${slug}.` : "✖ No organization is connected.",
    );
    return 1;
  }
  let failed = 0;
  for (const { id, slug: name } of organizations) {
    const startedAt = performance.now();
    for (const { kind, rows, error } of await syncEverything(id)) {
      if (error) failed += 1;
      const line = error ? `✖ ${error.code}: ${error.message}` : `✓ ${rows} rows`;
      console.log(`${name}  ${kind.padEnd(18)} ${line}`);
    }
    console.log(`${name}  read in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  if (failed > 0) console.error(`✖ ${failed} streams could not be read to the end.`);
  return failed > 0 ? 1 : 0;
}

async function main(): Promise<number> {
  const [slug, ...more] = process.argv.slice(2);
  if (more.length > 0 || slug?.startsWith("-")) {
    console.error(usage);
    return 2;
  }
  try {
    return await sync(slug);
  } catch (error) {
    console.error(`✖ ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await writer.$disconnect().catch(() => undefined);
    await pool.end().catch(() => undefined);
  }
}

process.exitCode = await main();
