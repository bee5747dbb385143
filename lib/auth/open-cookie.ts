import { decode } from "next-auth/jwt";
import { authOptions } from "#lib/auth/options.ts";

/** What next-auth calls the cookie of a session; ours is far too short to be sent in pieces. */
export const sessionCookie = `${authOptions.useSecureCookies ? "__Secure-" : ""}next-auth.session-token`;

/** By cookie the session that it names, and until when (milliseconds since 1970). */
const opened = new Map<string, { sessionId: string; until: number }>();
const mostOpened = 2_000;

async function open(cookie: string): Promise<{ sessionId: string; until: number } | null> {
  try {
    const token = await decode({ token: cookie, secret: authOptions.secret ?? "" });
    if (!token?.sid || typeof token["exp"] !== "number") return null;
    return { sessionId: token.sid, until: token["exp"] * 1000 };
  } catch {
    return null;
  }
}

/**
 * The id of the session that a cookie names; null when it is not ours or its time is up. What the cookie says is
 * remembered, as opening one is dear and every request brings it; whether the session still stands is not
 * (lib/auth/find-signed-in.ts).
 */
export async function openCookie(cookie: string, now: number = Date.now()): Promise<string | null> {
  const known = opened.get(cookie) ?? (await open(cookie));
  if (!known || known.until <= now) {
    opened.delete(cookie);
    return null;
  }
  if (opened.size >= mostOpened) opened.clear();
  opened.set(cookie, known);
  return known.sessionId;
}
