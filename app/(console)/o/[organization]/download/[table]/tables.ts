import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import type { Download } from "#lib/exports/open.ts";
import { exportGrants } from "#lib/grants/export.ts";
import { exportInvites } from "#lib/invites/export.ts";
import { loadInviteLink } from "#lib/members/link.ts";
import { exportProjectMembers } from "#lib/projects/export-members.ts";
import { exportBlindPeriods, exportStreams } from "#lib/streams/export.ts";
import { exportTrail } from "#lib/trail/export.ts";
import { parseTrailFilter } from "#lib/trail/parse-filter.ts";

type Make = (actor: Actor, query: URLSearchParams, leaving: AbortSignal) => Promise<Download>;

function projectOf(query: URLSearchParams): string {
  const id = query.get("project");
  if (!id || id.includes("\0")) throw new DomainError("invalid", "filterInvalid", { field: "project" });
  return id;
}

/** The tables that are downloaded as they are shown, by their name in the address. */
export const tables: Record<string, Make | undefined> = {
  invites: (actor, query, leaving) => {
    const { q, status } = loadInviteLink(query);
    return exportInvites(actor, { search: q, status }, leaving);
  },
  "project-members": (actor, query, leaving) => exportProjectMembers(actor, projectOf(query), leaving),
  grants: (actor, _query, leaving) => exportGrants(actor, leaving),
  streams: (actor, _query, leaving) => exportStreams(actor, leaving),
  "blind-periods": (actor, _query, leaving) => exportBlindPeriods(actor, leaving),
  trail: (actor, query, leaving) => exportTrail(actor, parseTrailFilter(Object.fromEntries(query)), leaving),
};
