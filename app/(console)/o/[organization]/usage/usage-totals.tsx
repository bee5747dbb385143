import { Change } from "#components/report/change.tsx";
import { StatCard } from "#components/stat-card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { Measure } from "#lib/usage/kinds.ts";
import { kindOf } from "#lib/usage/kinds.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";
import { usageTotals } from "#lib/usage/totals.ts";

type UsageTotalsProps = { actor: Actor; query: UsageQuery };

/** The whole of each measure over the days shown, and how it changed. */
export async function UsageTotals({ actor, query }: UsageTotalsProps) {
  const [totals, t, format] = await Promise.all([
    usageTotals(actor, query),
    getTranslations("usage"),
    getFormat(actor.organization.timeZone),
  ]);
  const exactly = (measure: Measure) => format.number(totals.now[measure]);
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {kindOf(query.kind).measures.map((measure) => (
        <StatCard
          key={measure}
          label={t(`measures.${measure}`)}
          value={<span title={exactly(measure)}>{format.compact(totals.now[measure])}</span>}
          detail={
            <span className="flex flex-wrap gap-x-2">
              {exactly(measure) !== format.compact(totals.now[measure]) && (
                <span className="tabular-nums">{exactly(measure)}</span>
              )}
              <Change
                value={totals.now[measure]}
                before={totals.before?.[measure] ?? null}
                format={format}
                unit="count"
              />
            </span>
          }
        />
      ))}
    </div>
  );
}
