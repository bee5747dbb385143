import { hkdfSync, randomUUID } from "node:crypto";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { endSession } from "#lib/auth/end-session.ts";
import { absoluteMs } from "#lib/auth/session-times.ts";
import { startSession } from "#lib/auth/start-session.ts";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";

/* eslint-disable @typescript-eslint/consistent-type-definitions -- next-auth is told our claims by merging */
declare module "next-auth" {
  interface Session {
    sid: string;
  }
  interface User {
    sid: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sid?: string;
  }
}
/* eslint-enable @typescript-eslint/consistent-type-definitions */

const Credentials = z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(1024) });

type Sent = Record<string, string | string[] | undefined>;

function header(headers: Sent, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** As lib/client-address.ts settled it when the request came in. */
function addressOf(headers: Sent): string {
  return header(headers, "x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 64) || "unknown";
}

async function authorizePerson(credentials: unknown, headers: Sent) {
  const given = Credentials.safeParse(credentials);
  if (!given.success) return null;
  try {
    const started = await startSession({
      ...given.data,
      ip: addressOf(headers),
      userAgent: header(headers, "user-agent")?.slice(0, 512) ?? null,
      requestId: header(headers, "x-request-id") ?? randomUUID(),
    });
    return started && { id: started.userId, email: given.data.email, sid: started.sessionId };
  } catch (error) {
    if (error instanceof DomainError) throw new Error(error.key, { cause: error });
    log.error({ err: error }, "sign-in failed");
    throw new Error("unavailable", { cause: error });
  }
}

function secret(): string {
  const key = Buffer.from(env().METSUKE_SECRET, "base64");
  return Buffer.from(hkdfSync("sha256", key, "", "metsuke/session-cookie", 32)).toString("base64url");
}

/**
 * How people sign in. The cookie carries nothing but the id of a Session row (claim "sid"), which is looked up on
 * every request: lib/auth/find-signed-in.ts. An error's message reaches the form as ?error=.
 */
export const authOptions: NextAuthOptions = {
  secret: secret(),
  session: { strategy: "jwt", maxAge: absoluteMs / 1000 },
  useSecureCookies: env().METSUKE_URL?.startsWith("https:") ?? false,
  pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
  providers: [
    CredentialsProvider({
      id: "credentials",
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize: (credentials, request) => authorizePerson(credentials, (request.headers ?? {}) as Sent),
    }),
  ],
  callbacks: {
    // user is there only at the moment of signing in.
    jwt: ({ token, user }) => ((user as { sid: string } | undefined) ? { sid: user.sid } : { ...token }),
    session: ({ session, token }) => ({ expires: session.expires, sid: token.sid ?? "" }),
  },
  events: {
    signOut: async ({ token }) => {
      if (token.sid) await endSession(token.sid, randomUUID());
    },
  },
  logger: {
    error: (code, detail) =>
      log.warn({ code, detail: String(detail instanceof Error ? detail : "") }, "sign-in"),
    warn: (code) => log.debug({ code }, "sign-in"),
    debug: () => undefined,
  },
};
