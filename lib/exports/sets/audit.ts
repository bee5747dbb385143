import { eventColumnsOfExport } from "#lib/audit-events/export-columns.ts";
import { whereEvents } from "#lib/audit-events/where.ts";
import { auditFilterOf } from "#lib/exports/options.ts";
import type { DataSet } from "#lib/exports/set.ts";
import { plain, text } from "#lib/exports/set.ts";
import { momentsIn } from "#lib/exports/sets/period.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** What the audit log's page shows for the same filter, in its order; JSONL holds each event as it came. */
export const auditEvents: DataSet = {
  needs: ["audit.export", "audit.read"],
  columns: eventColumnsOfExport,
  json: Prisma.sql`raw`,
  from: Prisma.sql`facts.audit_events`,
  where: (actor, options, ask) => whereEvents(actor, auditFilterOf(options), ask),
  key: [
    { expression: Prisma.sql`effective_at`, type: "timestamptz" },
    { expression: Prisma.sql`id`, type: "text" },
  ],
  descending: true,
  arrivedAt: Prisma.sql`mirrored_at`,
};

/** Every entry of the console's trail, newest first: several an operation. */
export const trail: DataSet = {
  needs: ["trail.read"],
  columns: [
    plain("id"),
    plain("operation_id"),
    plain("at"),
    text("actor_kind"),
    text("actor_id"),
    text("actor_label"),
    text("action"),
    text("target_kind"),
    text("target_id"),
    text("target_label"),
    plain("outcome"),
    text("reason"),
    plain("input"),
    plain("before"),
    plain("after"),
    text("error"),
    text("request_id"),
  ],
  from: Prisma.sql`trail`,
  where: (actor, options) =>
    Prisma.sql`organization_id = ${actor.organization.id}::uuid ${momentsIn(Prisma.sql`at`, options, actor)}`,
  key: [{ expression: Prisma.sql`id`, type: "uuid" }],
  descending: true,
  arrivedAt: Prisma.sql`at`,
};
