import type { AuditLogListResponse } from "openai/resources/admin/organization/audit-logs";
import { seededRandom, seedOf } from "#twin/random.ts";
import type { City } from "#twin/seed/clocks.ts";
import { accountId, keyId, seededHex, userId } from "#twin/seed/identity.ts";
import { requirePerson } from "#twin/seed/timeline.ts";

export type SeedActor = { actor: object; actor_ids: string[]; actor_email: string | null };

/** Sessions carry more on the wire than the SDK's type knows: the browser, TLS fingerprints and where the address is. */
type WireSession = AuditLogListResponse.Actor.Session & {
  user_agent: string;
  ja3: string;
  ja4: string;
  ip_address_details: Record<
    "country" | "city" | "region" | "region_code" | "asn" | "latitude" | "longitude",
    string
  >;
};

const places: Record<City, WireSession["ip_address_details"]> = {
  tokyo: {
    country: "JP",
    city: "Tokyo",
    region: "Tokyo",
    region_code: "13",
    asn: "2497",
    latitude: "35.68950",
    longitude: "139.69171",
  },
  berlin: {
    country: "DE",
    city: "Berlin",
    region: "Land Berlin",
    region_code: "BE",
    asn: "3320",
    latitude: "52.52437",
    longitude: "13.41053",
  },
};

const browsers = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
];

/** A person in a browser; addresses are of the ranges that are kept for documentation. */
export function personActor(slug: string): SeedActor {
  const person = requirePerson(slug);
  const random = seededRandom(seedOf(`address ${slug}`));
  const network = person.city === "tokyo" ? "203.0.113" : "198.51.100";
  const session: WireSession = {
    user: { id: userId(slug), email: person.email },
    ip_address: `${network}.${1 + Math.floor(random() * 253)}`,
    user_agent: browsers[Math.floor(random() * browsers.length)] ?? "",
    ja3: seededHex(`ja3 ${slug}`),
    ja4: `t13d1516h2_${seededHex(`ja4 ${slug}`).slice(0, 12)}_${seededHex(slug).slice(0, 12)}`,
    ip_address_details: places[person.city],
  };
  return { actor: { type: "session", session }, actor_ids: [userId(slug)], actor_email: person.email };
}

export function accountActor(account: string, key: string): SeedActor {
  const actor: AuditLogListResponse.Actor = {
    type: "api_key",
    api_key: { id: keyId(key), type: "service_account", service_account: { id: accountId(account) } },
  };
  return { actor, actor_ids: [keyId(key), accountId(account)], actor_email: null };
}
