import { countEvents } from "#lib/audit-events/count.ts";
import { describeEvents } from "#lib/audit-events/describe.ts";
import { exportEvents } from "#lib/audit-events/export.ts";
import { listFacets } from "#lib/audit-events/facets.ts";
import { getEvent } from "#lib/audit-events/get.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import { disconnectOrganization } from "#lib/organizations/disconnect.ts";
import { getOrganization } from "#lib/organizations/get.ts";
import { replaceKey } from "#lib/organizations/replace-key.ts";
import { updateOrganization } from "#lib/organizations/update.ts";
import { beginsBeforeKept } from "#lib/retention/begins-before.ts";
import { listRetention } from "#lib/retention/list.ts";
import { updateRetention } from "#lib/retention/update.ts";
import { findAnything } from "#lib/search/find.ts";
import { exportTrail } from "#lib/trail/export.ts";
import { getOperation } from "#lib/trail/get-operation.ts";
import { listTrail } from "#lib/trail/list.ts";
import { parseTrailFilter } from "#lib/trail/parse-filter.ts";
import { findDefaultView } from "#lib/views/find-default.ts";
import { listViews } from "#lib/views/list.ts";
import { removeView } from "#lib/views/remove.ts";
import { renameView } from "#lib/views/rename.ts";
import { restoreView } from "#lib/views/restore.ts";
import { saveView } from "#lib/views/save.ts";
import { setDefaultView } from "#lib/views/set-default.ts";
import { updateView } from "#lib/views/update.ts";
import { fromTheStart, never } from "./asked.ts";
import type { Cases } from "./case.ts";

const allEvents = parseAuditFilter({});
const wholeTrail = parseTrailFilter({});
const wordless = Object.assign((key: string) => key, { has: () => false });

const auditCases: Cases = {
  "lib/audit-events/list.ts listEvents": {
    needs: ["audit.read"],
    call: (actor) => listEvents(actor, allEvents),
  },
  "lib/audit-events/count.ts countEvents": {
    needs: ["audit.read"],
    call: (actor) => countEvents(actor, allEvents),
    isUnmarked: true,
  },
  "lib/audit-events/facets.ts listFacets": { needs: ["audit.read"], call: (actor) => listFacets(actor) },
  "lib/audit-events/get.ts getEvent": {
    needs: ["audit.read"],
    call: (actor, { event }) => getEvent(actor, { effectiveAt: new Date(event.at), id: event.id }),
  },
  "lib/audit-events/describe.ts describeEvents": {
    needs: ["audit.read"],
    call: (actor, { event, project, key }) =>
      describeEvents(actor, wordless, [
        {
          ...event,
          effectiveAt: new Date(event.at),
          ...{ projectId: project.id, projectName: "", resourceId: key.id, smallRaw: null },
          actorEmail: "",
        },
      ]),
  },
  "lib/audit-events/export.ts exportEvents": {
    needs: ["audit.export"],
    call: (actor) => exportEvents(actor, allEvents, { format: "jsonl", withMark: false }, never()),
  },
  "lib/trail/list.ts listTrail": {
    needs: ["trail.read"],
    call: (actor) => listTrail(actor, wholeTrail, fromTheStart),
  },
  "lib/trail/export.ts exportTrail": {
    needs: ["trail.read"],
    call: (actor) => exportTrail(actor, wholeTrail, never()),
  },
  "lib/trail/get-operation.ts getOperation": {
    needs: ["trail.read"],
    call: (actor, { operationId }) => getOperation(actor, operationId),
  },
  "lib/search/find.ts findAnything": {
    needs: ["organizations.read"],
    call: (actor, { mark }) => findAnything(actor, mark),
  },
};

const viewCases: Cases = {
  "lib/views/list.ts listViews": { needs: ["views.read"], call: (actor) => listViews(actor, "members") },
  "lib/views/find-default.ts findDefaultView": {
    needs: ["views.read"],
    call: (actor) => findDefaultView(actor, "members"),
    isUnmarked: true,
  },
  "lib/views/save.ts saveView": {
    needs: ["views.save", "views.share"],
    call: (actor) => saveView(actor, { page: "members", name: "Ours", query: "", isShared: true }),
    isChange: true,
  },
  "lib/views/update.ts updateView": {
    needs: ["views.manage"],
    call: (actor, { view }) =>
      updateView(actor, { viewId: view.id, query: "", expectedVersion: view.version }),
    isChange: true,
  },
  "lib/views/rename.ts renameView": {
    needs: ["views.manage"],
    call: (actor, { view }) => renameView(actor, { viewId: view.id, name: "Taken", isShared: true }),
    isChange: true,
  },
  "lib/views/set-default.ts setDefaultView": {
    needs: ["views.save"],
    call: (actor, { view }) => setDefaultView(actor, { viewId: view.id, isDefault: "yes" }),
    isChange: true,
  },
  "lib/views/remove.ts removeView": {
    needs: ["views.manage"],
    call: (actor, { view }) => removeView(actor, { viewId: view.id }),
    isChange: true,
  },
  "lib/views/restore.ts restoreView": {
    needs: ["views.manage"],
    call: (actor, { removedView }) => restoreView(actor, { viewId: removedView.id }),
    isChange: true,
  },
};

const organizationCases: Cases = {
  "lib/organizations/get.ts getOrganization": {
    needs: ["organizations.read"],
    call: (actor) => getOrganization(actor),
  },
  "lib/organizations/update.ts updateOrganization": {
    needs: ["organizations.update"],
    call: (actor) => updateOrganization(actor, { name: "Other", timeZone: "Asia/Tokyo" }),
    isChange: true,
  },
  "lib/organizations/disconnect.ts disconnectOrganization": {
    needs: ["organizations.disconnect"],
    call: (actor, { organization }) => disconnectOrganization(actor, { phrase: organization.slug }),
    isChange: true,
  },
  "lib/organizations/replace-key.ts replaceKey": {
    needs: ["organizations.connect"],
    call: (actor) => replaceKey(actor, { adminKey: "sk-admin-of-nobody" }),
    isChange: true,
  },
  "lib/retention/list.ts listRetention": {
    needs: ["organizations.read"],
    call: (actor) => listRetention(actor),
    isUnmarked: true,
  },
  "lib/retention/begins-before.ts beginsBeforeKept": {
    needs: ["organizations.read"],
    call: (actor) => beginsBeforeKept(actor, "usage", ["2020-01-01"]),
    isUnmarked: true,
  },
  "lib/retention/update.ts updateRetention": {
    needs: ["organizations.update"],
    call: (actor) => updateRetention(actor, { usage: "all", costs: "all", audit_events: "all" }),
    isChange: true,
  },
};

/** The audit log, the trail, saved views, and the organization itself. */
export const recordCases: Cases = { ...auditCases, ...viewCases, ...organizationCases };
