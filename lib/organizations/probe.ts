import type { APIError } from "openai";
import type OpenAI from "openai";
import { z } from "zod";
import { createAdminClient } from "#lib/admin-api/client.ts";
import { DomainError } from "#lib/errors.ts";
import { adminKeyHint } from "#lib/organizations/admin-key.ts";
import type { ProbeArea } from "#lib/organizations/probe-areas.ts";
import { probeAreaNames, probeAreas } from "#lib/organizations/probe-areas.ts";
import { faultOfAddress, isApiError, messageOf, missingScopes } from "#lib/organizations/probe-faults.ts";

const usualTimeoutMs = 10_000;

/** unclear: upstream was busy or did not answer this one; it may well be allowed. */
export type ProbedArea = {
  area: ProbeArea;
  verdict: "allowed" | "lacking" | "refused" | "unclear";
  scopes: string[];
  message: string;
};

export type Probe = { areas: ProbedArea[]; projectIds: string[] };

const Page = z.object({ data: z.array(z.unknown()) });
const Identified = z.array(z.object({ id: z.string() }).transform(({ id }) => id)).catch([]);

type Limits = { baseUrl: string; timeoutMs: number };
type Asked = { area: ProbeArea; ids: string[]; error: unknown };

async function ask(client: OpenAI, area: ProbeArea, { baseUrl, timeoutMs }: Limits): Promise<Asked> {
  try {
    // A redirect would send the request, and what it answers, somewhere that nobody typed in.
    const options = { signal: AbortSignal.timeout(timeoutMs), fetchOptions: { redirect: "manual" } } as const;
    const answer = await probeAreas[area](client.admin.organization, options).asResponse();
    const page = Page.safeParse(JSON.parse(await answer.text().then((text) => text || "null")));
    if (!page.success) throw new DomainError("invalid", "notAnAdminApi", { host: new URL(baseUrl).host });
    return { area, ids: Identified.parse(page.data.data), error: null };
  } catch (error) {
    const isUnreadable = error instanceof SyntaxError;
    const host = new URL(baseUrl).host;
    return {
      area,
      ids: [],
      error: isUnreadable ? new DomainError("invalid", "notAnAdminApi", { host }) : error,
    };
  }
}

/** A wrong, revoked or fenced-in key: 401 without the name of a scope. */
function isRejection(error: unknown): error is APIError {
  return isApiError(error) && error.status === 401 && missingScopes(messageOf(error)).length === 0;
}

function judge({ area, error }: Asked, adminKey: string): ProbedArea {
  if (!error) return { area, verdict: "allowed", scopes: [], message: "" };
  if (!isApiError(error)) return { area, verdict: "unclear", scopes: [], message: "" };

  // A proxy may echo what it was sent.
  const message = messageOf(error).replaceAll(adminKey, adminKeyHint(adminKey));
  const status = Number(error.status);
  if (status === 401 || status === 403) {
    return { area, verdict: "lacking", scopes: missingScopes(message), message };
  }
  const isRefused = status >= 400 && status < 500 && status !== 429;
  return { area, verdict: isRefused ? "refused" : "unclear", scopes: [], message };
}

/**
 * Tries a key before it is saved: one cheap GET for each thing that the console reads. Throws DomainError when
 * the address has no Admin API or cannot be reached, or when the key is rejected or may read nothing at all.
 */
export async function probeAdminKey(
  adminKey: string,
  baseUrl: string,
  timeoutMs = usualTimeoutMs,
): Promise<Probe> {
  const client = createAdminClient({ adminKey, baseUrl });
  const [first, ...rest] = probeAreaNames;
  if (!first) return { areas: [], projectIds: [] };

  const gate = await ask(client, first, { baseUrl, timeoutMs });
  if (isRejection(gate.error)) throw rejected(gate.error, adminKey);
  const fault = gate.error ? faultOfAddress(gate.error, baseUrl) : null;
  if (fault) throw fault;

  const asked = [gate, ...(await Promise.all(rest.map((area) => ask(client, area, { baseUrl, timeoutMs }))))];
  const areas = asked.map((one) => judge(one, adminKey));
  if (areas.every(({ verdict }) => verdict === "unclear"))
    throw new DomainError("unavailable", "adminApiBusy");
  if (!areas.some(({ verdict }) => verdict === "allowed" || verdict === "unclear")) {
    throw new DomainError("upstream_refused", "adminKeyUseless", { message: areas[0]?.message ?? "" });
  }
  return { areas, projectIds: gate.ids };
}

function rejected(error: APIError, adminKey: string): DomainError {
  const message = messageOf(error).replaceAll(adminKey, adminKeyHint(adminKey));
  return new DomainError("upstream_refused", "adminKeyRejected", { message });
}
