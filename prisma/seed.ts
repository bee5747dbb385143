/** `npx metsuke seed`: the first owner, the first organization, the demonstration people. Run again it changes nothing. */
import { pool, writer } from "#lib/db-writer.ts";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import type { Role } from "#lib/generated/prisma/enums.ts";
import { ensureGrant } from "#lib/grants/ensure.ts";
import { compileNamespace } from "#lib/i18n/compile.ts";
import { createCompiledTranslator } from "#lib/i18n/translator.ts";
import { openAiBaseUrl } from "#lib/organizations/base-url.ts";
import { ensureOrganization } from "#lib/organizations/ensure.ts";
import { ensureUser } from "#lib/users/ensure.ts";

const setup = { kind: "job", id: "setup", label: "setup" };

/** What the seed was asked for and cannot do: one sentence for the terminal. */
class SeedError extends Error {}

async function ensureOwner(): Promise<string[]> {
  const { METSUKE_OWNER_EMAIL: email, METSUKE_OWNER_PASSWORD: password } = env();
  if (!email) return [];
  if (!password) throw new SeedError("METSUKE_OWNER_PASSWORD is not set: the first owner needs one.");
  const userId = await ensureUser(setup, { email, name: email, password });
  await ensureGrant(setup, { userId, email, role: "owner", organizationId: null });
  return [email];
}

const demonstration: { email: string; name: string; role: Role; isEverywhere: boolean }[] = [
  { email: "admin@example.com", name: "Aoi Takahashi", role: "owner", isEverywhere: true },
  { email: "finance@example.com", name: "Felix Neumann", role: "finance", isEverywhere: false },
  { email: "auditor@example.com", name: "Akira Sato", role: "auditor", isEverywhere: false },
];

async function ensureDemonstrationPeople(organizationId: string): Promise<string[]> {
  const { METSUKE_DEMO_PASSWORD: password } = env();
  if (!password) throw new SeedError("METSUKE_DEMO_PASSWORD is not set: the demonstration people need one.");
  for (const { email, name, role, isEverywhere } of demonstration) {
    const userId = await ensureUser(setup, { email, name, password }, true);
    await ensureGrant(setup, {
      userId,
      email,
      role,
      organizationId: isEverywhere ? null : organizationId,
    });
  }
  return demonstration.map(({ email }) => email);
}

/** The twin's organization for a demonstration, else the one whose key the environment holds, else none. */
async function ensureFirstOrganization(): Promise<{ id: string; slug: string } | null> {
  const { METSUKE_DEMO, METSUKE_TWIN_URL, TWIN_PORT, OPENAI_ADMIN_KEY, OPENAI_BASE_URL } = env();
  if (METSUKE_DEMO) {
    const baseUrl = METSUKE_TWIN_URL ?? `http://127.0.0.1:${TWIN_PORT}/v1`;
    const wanted = { name: "Kawa & Spree", slug: "sandbox", timeZone: "Asia/Tokyo" };
    return {
      id: await ensureOrganization(setup, { ...wanted, baseUrl, adminKey: "sk-admin-twin" }),
      slug: "sandbox",
    };
  }
  if (!OPENAI_ADMIN_KEY) return null;
  const baseUrl = OPENAI_BASE_URL ?? openAiBaseUrl;
  const wanted = { name: "OpenAI", slug: "openai", timeZone: "UTC", baseUrl, adminKey: OPENAI_ADMIN_KEY };
  return { id: await ensureOrganization(setup, wanted), slug: "openai" };
}

async function seed(): Promise<void> {
  const owners = await ensureOwner();
  const organization = await ensureFirstOrganization();
  const people = env().METSUKE_DEMO && organization ? await ensureDemonstrationPeople(organization.id) : [];
  const line = { level: "info", msg: "seeded", organization: organization?.slug ?? null, owners, people };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function explain(error: unknown): string {
  if (!(error instanceof DomainError)) return error instanceof Error ? error.message : String(error);
  const word = createCompiledTranslator("en", "UTC", compileNamespace("en", "errors"), "errors");
  return `The organization could not be connected. ${word(error.key, error.values)}`;
}

async function main(): Promise<number> {
  if (process.argv.length > 2) {
    console.error("✖ seed takes no arguments: it reads the environment, see .env.example.");
    return 2;
  }
  try {
    await seed();
    return 0;
  } catch (error) {
    console.error(`✖ ${explain(error)}`);
    return 1;
  } finally {
    await writer.$disconnect().catch(() => undefined);
    await pool.end().catch(() => undefined);
  }
}

process.exitCode = await main();
