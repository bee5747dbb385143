import Link from "next/link";
import { Change } from "#components/report/change.tsx";
import { StatCard } from "#components/stat-card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { Format } from "#lib/i18n/format.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";
import type { UsageLink } from "#lib/usage/filters.ts";
import type { Measure } from "#lib/usage/kinds.ts";
import { kindOf, measureKey, unitOf } from "#lib/usage/kinds.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";
import type { UsageWhole } from "#lib/usage/totals.ts";
import { usageTotals } from "#lib/usage/totals.ts";
import { rowsAddress } from "./address.ts";

type UsageTotalsProps = { actor: Actor; link: UsageLink; query: UsageQuery };
type TotalProps = UsageTotalsProps & { totals: UsageWhole; measure: Measure; format: Format };

async function Total({ actor, link, query, totals, measure, format }: TotalProps) {
  const t = await getTranslations("usage");
  const unit = unitOf(query.kind, measure);
  const write = writeUnit(format, unit);
  const exactly = format.number(totals.now[measure]);
  const short = write.short(totals.now[measure]);
  return (
    <StatCard
      label={t(measureKey(query.kind, measure))}
      value={
        <Link
          href={rowsAddress(actor.organization.slug, { ...link, show: measure })}
          title={exactly}
          className="underline-offset-4 hover:underline"
        >
          {short}
        </Link>
      }
      detail={
        <span className="flex flex-wrap gap-x-2">
          {unit === "count" && exactly !== short && <span className="tabular-nums">{exactly}</span>}
          <Change
            value={totals.now[measure]}
            before={totals.before?.[measure] ?? null}
            format={format}
            unit={unit}
          />
        </span>
      }
    />
  );
}

/** The whole of each measure over the days shown, and how it changed; a figure leads to its rows. */
export async function UsageTotals({ actor, link, query }: UsageTotalsProps) {
  const [totals, format] = await Promise.all([
    usageTotals(actor, query),
    getFormat(actor.organization.timeZone),
  ]);
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {kindOf(query.kind).measures.map((measure) => (
        <Total
          key={measure}
          actor={actor}
          link={link}
          query={query}
          totals={totals}
          measure={measure}
          format={format}
        />
      ))}
    </div>
  );
}
