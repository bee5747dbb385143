import { Dollars } from "#components/report/dollars.tsx";
import { listNarrowed } from "#components/report/list-narrowed.ts";
import { wordDays } from "#components/report/word-days.ts";
import { StatCard } from "#components/stat-card.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { CostQuery } from "#lib/costs/filters.ts";
import { costDimensions } from "#lib/costs/groupings.ts";
import { sumCosts } from "#lib/costs/rows.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";

export async function CostsSum({ actor, query }: { actor: Actor; query: CostQuery }) {
  const [sum, t, format] = await Promise.all([
    sumCosts(actor, query),
    getTranslations("costs"),
    getFormat(actor.organization.timeZone),
  ]);
  const parts = await listNarrowed(actor, costDimensions, query.filters, (name) => t(`dimensions.${name}`));
  return (
    <StatCard
      label={t("utcDays", { days: wordDays(query.range, format) })}
      value={<Dollars amount={sum} format={format} />}
      detail={
        <span className="flex flex-wrap gap-1">
          <span className="tabular-nums">{format.moneyExact(sum)}</span>
          {parts.map((part) => (
            <Badge key={part} tone="outline">
              {part}
            </Badge>
          ))}
        </span>
      }
    />
  );
}
