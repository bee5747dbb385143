import { z } from "zod";
import { visible } from "#lib/audit-events/visible.ts";

const text = z.string().transform(visible).catch("");
const Session = z
  .object({
    actor: z.object({
      session: z.object({
        user_agent: text,
        ip_address_details: z.object({ city: text, region: text, country: text }).partial().catch({}),
      }),
    }),
  })
  .transform(({ actor: { session } }) => session);

/** What an event tells of the session beyond its documented fields: "" where it tells nothing. */
export function readSession(raw: string): { userAgent: string; location: string } {
  const parsed = Session.safeParse(JSON.parse(raw));
  if (!parsed.success) return { userAgent: "", location: "" };
  const { user_agent: userAgent, ip_address_details: details } = parsed.data;
  const { city, region, country } = details;
  return { userAgent, location: [...new Set([city, region, country])].filter(Boolean).join(", ") };
}
