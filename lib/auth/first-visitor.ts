import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { SignedIn } from "#lib/auth/actor.ts";
import { sessionCookie } from "#lib/auth/open-cookie.ts";
import { authOptions } from "#lib/auth/options.ts";
import { processWide } from "#lib/process-wide.ts";

type Visit = { sessionId: string | null; cookie: string | null };

/** Known to this process alone: the database has no such session, and no other copy of web knows it. */
const held = processWide<Visit>("first visitor", () => ({ sessionId: null, cookie: null }));

const nobody = "00000000-0000-0000-0000-000000000000";

/**
 * Lets a process look at its own pages before people do (lib/warm-up): the header of a cookie by which requests are
 * those of somebody who may read everything and change nothing. endVisit ends it, and so does its time.
 */
export async function beginVisit(seconds: number): Promise<string> {
  const sessionId = randomUUID();
  const token = { sid: sessionId };
  const sealed = await encode({ token, secret: authOptions.secret ?? "", maxAge: Math.ceil(seconds) });
  const cookie = `${sessionCookie}=${sealed}`;
  Object.assign(held, { sessionId, cookie });
  return cookie;
}

/** Whoever comes with its cookie now is nobody. */
export function endVisit(): void {
  held.sessionId = null;
}

/** Whether a request with this header is the process' own; one that was given up may come in after the visit's end. */
export function isVisit(cookie: string | undefined): boolean {
  return cookie !== undefined && held.cookie === cookie;
}

/** The visitor, where the session is that of the visit which goes on now. */
export function firstVisitor(sessionId: string, requestId: string): SignedIn | null {
  if (held.sessionId !== sessionId) return null;
  const label = "warm-up";
  return { kind: "user", id: nobody, label, email: label, sessionId, requestId, consoleRole: "auditor" };
}
