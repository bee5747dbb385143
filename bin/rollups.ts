/** `npx metsuke rollups check|rebuild [slug]`: compares the rollups with the rows under them, or builds them anew. */
import { pool, writer } from "#lib/db-writer.ts";
import { db } from "#lib/db.ts";
import { checkRollups } from "#lib/rollups/check.ts";
import { rebuildRollups } from "#lib/rollups/rebuild.ts";

const usage = "Usage: npx metsuke rollups check|rebuild [slug of an organization]";

type Organization = { id: string; slug: string };

async function check({ id, slug }: Organization): Promise<boolean> {
  const wrong = await checkRollups(id, {
    onMonth: ({ of, month, differences }) => {
      const line = differences.length === 0 ? "✓" : `✖ ${differences.length} rows differ`;
      console.log(`${slug}  ${of.padEnd(26)} ${month.slice(0, 7)}  ${line}`);
      for (const difference of differences) console.log(`   ${JSON.stringify(difference)}`);
    },
  });
  return wrong.length === 0;
}

async function rebuild({ id, slug }: Organization): Promise<boolean> {
  return rebuildRollups(id, {
    onMonth: (of, month) => console.log(`${slug}  ${of.padEnd(26)} ${month.slice(0, 7)}  ✓`),
  });
}

async function run(verb: typeof check, slug: string | undefined): Promise<number> {
  const organizations = await db.organization.findMany({
    where: slug ? { slug } : {},
    select: { id: true, slug: true },
    orderBy: { slug: "asc" },
  });
  if (organizations.length === 0) {
    console.error(`✖ There is no organization${slug ? ` called ${slug}` : ""}.`);
    return 1;
  }
  let failed = 0;
  for (const organization of organizations) if (!(await verb(organization))) failed += 1;
  if (failed > 0)
    console.error("✖ Rollups differ from their rows; `npx metsuke rollups rebuild` mends them.");
  return failed > 0 ? 1 : 0;
}

async function main(): Promise<number> {
  const [word = "", slug, ...more] = process.argv.slice(2);
  const verb = { check, rebuild }[word];
  if (!verb || more.length > 0 || slug?.startsWith("-")) {
    console.error(usage);
    return 2;
  }
  try {
    return await run(verb, slug);
  } catch (error) {
    console.error(`✖ ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await writer.$disconnect().catch(() => undefined);
    await pool.end().catch(() => undefined);
  }
}

process.exitCode = await main();
