import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";
import { compileNamespace } from "#lib/i18n/compile.ts";
import { createCompiledTranslator } from "#lib/i18n/translator.ts";
import { adminKeyOf } from "#lib/organizations/admin-key.ts";
import { probeAdminKey } from "#lib/organizations/probe.ts";
import { SecretError } from "#lib/secrets/errors.ts";
import type { Verdict } from "./finding.ts";
import { fail, ok, warn } from "./finding.ts";

/** What it was, in a sentence, and what to do about it: the secret, the key and the way are mended in different places. */
function explainUpstream(slug: string, error: unknown): Verdict {
  if (error instanceof SecretError)
    return fail(
      `${slug}: ${error.message}`,
      "Give every process the METSUKE_SECRET of before, or enter the admin key again under Settings.",
    );
  if (!(error instanceof DomainError)) throw error;
  const word = createCompiledTranslator("en", "UTC", compileNamespace("en", "errors"), "errors");
  return fail(
    `${slug}: ${word(error.key, error.values)}`,
    error.code === "upstream_refused"
      ? "Make a new admin key at OpenAI and enter it under Settings."
      : "See that this machine reaches that address: name, firewall, proxy, or OpenAI itself.",
  );
}

async function checkOne({ id, slug }: { id: string; slug: string }): Promise<Verdict> {
  try {
    const { adminKey, baseUrl } = await adminKeyOf(id);
    const { areas } = await probeAdminKey(adminKey, baseUrl);
    const lacking = areas.filter(({ verdict }) => verdict === "lacking").map(({ area }) => area);
    if (lacking.length === 0)
      return ok(`${slug}: ${new URL(baseUrl).host} answers, the key may read everything`);
    return warn(
      `${slug}: the key may not read ${lacking.join(", ")}`,
      "Make one with all read permissions, and replace it.",
    );
  } catch (error) {
    return explainUpstream(slug, error);
  }
}

/** Asks upstream as the settings page does: a dozen cheap requests for each organization. */
export async function checkUpstream(): Promise<Verdict[]> {
  const organizations = await db.organization.findMany({
    where: { status: { not: "disconnected" }, sealedAdminKey: { not: null } },
    select: { id: true, slug: true },
    orderBy: { slug: "asc" },
  });
  if (organizations.length === 0) return [ok("no organization is connected")];
  return Promise.all(organizations.map(checkOne));
}
