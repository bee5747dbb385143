import type { Role } from "#lib/generated/prisma/enums.ts";

/** A person who has signed in, not yet in any organization. */
export type SignedIn = {
  kind: "user";
  id: string;
  label: string;
  email: string;
  sessionId: string;
  requestId: string;
  /** The role that this person holds in every organization and over the console itself, if any. */
  consoleRole: Role | null;
};

export type ActorOrganization = { id: string; slug: string; name: string; timeZone: string };

declare const resolved: unique symbol;

/**
 * Who acts, in which organization, with which role. The brand keeps it from being made up: only
 * lib/auth/resolve-actor.ts (people) and lib/auth/job-actor.ts (the worker) hand one out.
 */
export type Actor = {
  kind: "user" | "job";
  id: string;
  label: string;
  requestId: string;
  role: Role;
  organization: ActorOrganization;
  readonly [resolved]: true;
};
