import type { DataSet } from "#lib/exports/set.ts";
import { plain, text } from "#lib/exports/set.ts";
import { daysIn, momentsIn } from "#lib/exports/sets/period.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

const usageDimensions = [
  text("kind"),
  text("project_id"),
  text("member_id"),
  text("api_key_id"),
  text("model"),
  text("service_tier"),
  text("batch"),
  text("api_source"),
  text("size"),
  text("source"),
  text("context_level"),
  text("vector_store_id"),
];
const measures = [
  plain("requests"),
  plain("input_tokens"),
  plain("output_tokens"),
  plain("input_cached_tokens"),
  plain("quantity"),
];

/** Only the hourly rows hold them. */
const finerTokens = [
  plain("input_cache_write_tokens"),
  plain("input_audio_tokens"),
  plain("output_audio_tokens"),
];

function ofKinds(kinds: string[]): Prisma.Sql {
  return kinds.length === 0 ? Prisma.empty : Prisma.sql`AND kind = ANY(${kinds}::text[])`;
}

export const usageHourly: DataSet = {
  needs: ["usage.read"],
  columns: [plain("hour", Prisma.sql`bucket_at`), ...usageDimensions, ...measures, ...finerTokens],
  from: Prisma.sql`facts.usage`,
  where: (actor, options) => Prisma.sql`organization_id = ${actor.organization.id}::uuid
    ${ofKinds(options.kinds)} ${momentsIn(Prisma.sql`bucket_at`, options, actor)}`,
  segment: Prisma.sql`kind`,
  key: [{ expression: Prisma.sql`bucket_at`, type: "timestamptz" }],
};

/** Days of the organization's time zone, at the finest grain that the console keeps. */
export const usageDaily: DataSet = {
  needs: ["usage.read"],
  columns: [plain("day"), ...usageDimensions, ...measures],
  from: Prisma.sql`facts.usage_daily`,
  where: (actor, options) => Prisma.sql`organization_id = ${actor.organization.id}::uuid
    AND grain = 'full' ${ofKinds(options.kinds)} ${daysIn(Prisma.sql`day`, options)}`,
  segment: Prisma.sql`kind`,
  key: [{ expression: Prisma.sql`day`, type: "date" }],
};

type CostGrouping = "project_line_item" | "member" | "api_key";

/** UTC days, as they are billed. Each grouping is the whole bill, so each is a set of its own. */
function costsBy(grouping: CostGrouping, columns: string[]): DataSet {
  return {
    needs: ["costs.read"],
    columns: [
      plain("day_utc", Prisma.sql`day`),
      ...columns.map((name) => text(name)),
      plain("amount", Prisma.sql`trim_scale(amount)::text`),
      text("currency"),
      plain("quantity", Prisma.sql`trim_scale(quantity)::text`),
      text("quantity_unit"),
    ],
    from: Prisma.sql`facts.costs`,
    where: (actor, options) => Prisma.sql`organization_id = ${actor.organization.id}::uuid
      AND "grouping" = ${grouping} ${daysIn(Prisma.sql`day`, options)}`,
    key: [{ expression: Prisma.sql`day`, type: "date" }],
  };
}

export const costs = costsBy("project_line_item", ["project_id", "line_item"]);
export const costsByMember = costsBy("member", ["member_id"]);
export const costsByKey = costsBy("api_key", ["api_key_id"]);
