import { parsePlace } from "#lib/audit-events/event-place.ts";
import { getEvent } from "#lib/audit-events/get.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import { filterParams, parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import { loadCostLink, parseCostQuery } from "#lib/costs/filters.ts";
import { listCostDays } from "#lib/costs/rows.ts";
import { costParts, costTable } from "#lib/costs/table.ts";
import { listInvites } from "#lib/invites/list.ts";
import { getKey } from "#lib/keys/get.ts";
import { listKeyEvents } from "#lib/keys/list-events.ts";
import { listKeys } from "#lib/keys/list.ts";
import { filtersOf as keyFilters, loadKeyLink } from "#lib/keys/link.ts";
import { dailyUsage } from "#lib/members/daily-usage.ts";
import { getMember } from "#lib/members/get.ts";
import { filtersOf as memberFilters, loadInviteLink, loadMemberLink } from "#lib/members/link.ts";
import { listMemberEvents } from "#lib/members/list-events.ts";
import { listMemberGroups } from "#lib/members/list-groups.ts";
import { listMemberProjects } from "#lib/members/list-projects.ts";
import { listMembers } from "#lib/members/list.ts";
import { getProject } from "#lib/projects/get.ts";
import { listProjectMembers } from "#lib/projects/list-members.ts";
import { listServiceAccounts } from "#lib/projects/list-service-accounts.ts";
import { filtersOf as projectFilters, loadProjectLink } from "#lib/projects/link.ts";
import { listProjects } from "#lib/projects/list.ts";
import { projectMonthToDate } from "#lib/projects/month-to-date.ts";
import { findAnything } from "#lib/search/find.ts";
import { RequestSync } from "#lib/streams/request-sync.ts";
import { getOperation } from "#lib/trail/get-operation.ts";
import { listTrail } from "#lib/trail/list.ts";
import { parseTrailFilter, trailParams } from "#lib/trail/parse-filter.ts";
import { loadUsageLink } from "#lib/usage/filters.ts";
import { listOptions, OptionsQuery } from "#lib/usage/list-options.ts";
import { nameGroups } from "#lib/usage/name-groups.ts";
import { parseUsageQuery } from "#lib/usage/parse-filters.ts";
import { loadRowsLink, parseRowsQuery } from "#lib/usage/parse-rows.ts";
import { listUsageDays } from "#lib/usage/rows.ts";
import { usageTable } from "#lib/usage/table.ts";
import { readQuery } from "#lib/views/read-query.ts";
import { ViewQuery } from "#lib/views/fields.ts";
import { aPerson } from "#lib/testing/factories.ts";
import { byName, fromTheStart } from "./asked.ts";

/** Where text that anybody may have typed into an address comes in: what is done with it, to the database and back. */
type Edge = (actor: Actor, text: string) => unknown;

const today = "2026-11-25";
const days = { fromOn: "2026-11-01", toOn: "2026-11-25" };
const link = (names: readonly string[], text: string) =>
  new URLSearchParams(names.map((name) => [name, text]));

/** The parts of an address that a page hands on as they are: a member's, a project's, a key's id. */
const places: Record<string, Edge> = {
  "a member's id": (actor, text) => getMember(actor, text),
  "the groups of a member": (actor, text) => listMemberGroups(actor, text),
  "the projects of a member": (actor, text) => listMemberProjects(actor, text),
  "the usage of a key": (actor, text) => dailyUsage(actor, "key", text),
  "the events of a member": (actor, text) => listMemberEvents(actor, { id: text, email: text }),
  "a project's id": (actor, text) => getProject(actor, text),
  "the members of a project": (actor, text) => listProjectMembers(actor, text, fromTheStart),
  "the service accounts of a project": (actor, text) => listServiceAccounts(actor, text),
  "what a project cost": (actor, text) => projectMonthToDate(actor, text),
  "a key's id": (actor, text) => getKey(actor, text, text),
  "the events of a key": (actor, text) => listKeyEvents(actor, text),
  "names of groups": (actor, text) => nameGroups(actor, "member", [text]),
  "the parts of a cost": (actor, text) =>
    costParts(actor, parseCostQuery(loadCostLink(new URLSearchParams()), today), text),
  "the place of an event": (actor, text) => getEvent(actor, parsePlace(text)),
  "the place of an event in a second": (actor, text) => getEvent(actor, parsePlace(`1795000000.${text}`)),
  "an organization's slug": async (_actor, text) => resolveActor(await aPerson(), text),
  "an operation's id": (actor, text) => getOperation(actor, text),
};

/** Whole links, the same text in every part of them. */
const links: Record<string, Edge> = {
  "the link of the members": (actor, text) => {
    const read = loadMemberLink(
      link(["q", "role", "project", "keys", "who", "sort", "after", "before"], text),
    );
    return listMembers(actor, memberFilters(read), byName, read);
  },
  "the link of the invites": (actor, text) => {
    const read = loadInviteLink(link(["q", "status", "after", "before"], text));
    return listInvites(actor, { search: read.q, status: read.status }, read);
  },
  "the link of the projects": (actor, text) => {
    const read = loadProjectLink(link(["q", "status", "sort", "after", "before"], text));
    return listProjects(actor, projectFilters(read), byName, read);
  },
  "the link of the keys": (actor, text) => {
    const names = ["q", "project", "owner", "kind", "risk", "unused", "older", "expiry", "after", "before"];
    const read = loadKeyLink(link(names, text));
    return listKeys(actor, keyFilters(read), byName, read);
  },
  "the link of the usage": (actor, text) => {
    const names = [
      "range",
      "from",
      "through",
      "kind",
      "per",
      "by",
      "show",
      "project",
      "model",
      "member",
      "key",
    ];
    const read = loadUsageLink(link([...names, "tier", "batch", "after", "before"], text));
    return usageTable(actor, parseUsageQuery(read, today), read);
  },
  "the link of the usage rows": (actor, text) => {
    const read = loadRowsLink(link(["hour", "from", "through", "project", "key", "after", "before"], text));
    return listUsageDays(actor, parseRowsQuery(read, today), read);
  },
  "the link of the costs": (actor, text) => {
    const names = [
      "range",
      "from",
      "through",
      "per",
      "by",
      "compare",
      "project",
      "lineItem",
      "after",
      "before",
    ];
    const read = loadCostLink(link(names, text));
    return costTable(actor, parseCostQuery(read, today), read);
  },
  "the days of the costs": (actor, text) =>
    listCostDays(actor, { range: days, groupBy: "project", filters: {} }, { after: text, before: text }),
  "the filter of the audit log": (actor, text) =>
    listEvents(actor, parseAuditFilter(link(filterParams, text))),
  "the filter of the trail": (actor, text) =>
    listTrail(actor, parseTrailFilter(Object.fromEntries(link(trailParams, text))), {
      after: text,
      before: text,
    }),
};

/** Each part of a filter by itself: the first that is refused hides the others. */
const parts: Record<string, Edge> = Object.fromEntries([
  ...filterParams.map((name): [string, Edge] => [
    `the audit log's filter "${name}"`,
    (actor, text) => listEvents(actor, parseAuditFilter(link([name], text))),
  ]),
  ...trailParams.map((name): [string, Edge] => [
    `the trail's filter "${name}"`,
    (actor, text) => listTrail(actor, parseTrailFilter({ [name]: text }), fromTheStart),
  ]),
]);

const typed: Record<string, Edge> = {
  "the palette": (actor, text) => findAnything(actor, text),
  "a picker": (actor, text) => {
    const asked = OptionsQuery.safeParse({ of: "member", search: text });
    return asked.success && listOptions(actor, asked.data);
  },
  "a picker of models": (actor, text) => {
    const asked = OptionsQuery.safeParse({ of: "model", search: text });
    return asked.success && listOptions(actor, asked.data);
  },
  "names of streams": (_actor, text) => RequestSync.safeParse({ kinds: text }),
  "a view of the usage": (_actor, text) => readQuery("usage", ViewQuery.catch("").parse(text)),
  "a view of the audit log": (_actor, text) => readQuery("audit", ViewQuery.catch("").parse(`?type=${text}`)),
};

export const edges: Readonly<Record<string, Edge>> = { ...places, ...links, ...parts, ...typed };
