import { createHash } from "node:crypto";
import type { Bucket } from "#lib/sync/windows/buckets.ts";

const hash = (text: string) => createHash("md5").update(text).digest("hex");

const models = ["gpt-5.4", "gpt-5.4-mini", "gpt-5-nano", "gpt-5.5", "gpt-6-sol", "gpt-6-luna"];

/** The keys of a large organization that are used on one day: three to a project. */
const keys = Array.from({ length: 4_450 }, (_, n) => ({
  project_id: `proj_${hash(`project ${n % 1_700}`).slice(0, 24)}`,
  user_id: `user-${hash(`user ${n}`).slice(0, 24)}`,
  api_key_id: `key_${hash(`key ${n}`).slice(0, 16)}`,
  model: models[n % models.length] ?? "",
  batch: n % 8 === 0,
  service_tier: n % 9 === 1 ? "flex" : "default",
  api_source: n % 17 === 0 ? "agents_api" : "unlabeled",
}));

/** An hour of completions as upstream answers it, parsed: every key is used in ten hours of the day. */
function hourOf(from: number): Bucket {
  const hour = (from / 3_600) % 24;
  const results = keys
    .filter((_, n) => (n + hour) % 24 < 10)
    .map((key, n) => {
      const requests = 1 + ((n * 7 + from) % 120);
      const input = requests * (200 + (n % 2_600));
      const cached = Math.floor((input * (n % 5)) / 10);
      return {
        object: "organization.usage.completions.result",
        ...key,
        num_model_requests: requests,
        input_tokens: input,
        input_cached_tokens: cached,
        input_cache_write_tokens: 0,
        input_cache_write_30m_tokens: 0,
        input_cache_write_12h_tokens: 0,
        input_uncached_tokens: input - cached,
        input_text_tokens: input - cached,
        input_cached_text_tokens: cached,
        output_tokens: requests * (40 + (n % 600)),
        output_text_tokens: requests * (40 + (n % 600)),
        input_audio_tokens: 0,
        output_audio_tokens: 0,
      };
    });
  return { from, to: from + 3_600, results };
}

/** A day of it, from midnight (UTC): some 44,500 results. */
export function dayOfUsage(from: number): Bucket[] {
  return Array.from({ length: 24 }, (_, hour) => hourOf(from + hour * 3_600));
}

const types = ["api_key.created", "project.updated", "user.added", "login.succeeded", "role.updated"];

/** An event of the audit log as upstream answers it, parsed: some 800 bytes of JSON. */
export function eventOf(n: number, at: number): Record<string, unknown> {
  const type = types[n % types.length] ?? "login.succeeded";
  const actor = `user-${hash(`actor ${n % 4_000}`).slice(0, 24)}`;
  return {
    object: "organization.audit_log",
    id: `audit_log-${hash(`event ${n}`).slice(0, 24)}`,
    type,
    effective_at: at,
    actor: {
      type: "session",
      session: {
        user: { id: actor, email: `person${n % 4_000}@example.com` },
        ip_address: `203.0.113.${n % 254}`,
        user_agent:
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
        ja3: hash(`ja3 ${n % 4_000}`),
        ja4: `t13d1516h2_${hash(`ja4 ${n % 4_000}`).slice(0, 12)}`,
        ip_address_details: { country: "JP", city: "東京", region: "Tokyo", asn: "2516" },
      },
    },
    project: { id: `proj_${hash(`project ${n % 2_000}`).slice(0, 24)}`, name: `Search ${n % 2_000}` },
    [type]: {
      id: `key_${hash(`key ${n % 20_000}`).slice(0, 16)}`,
      data: { name: `Key "${n}"`, role: "member" },
    },
  };
}
