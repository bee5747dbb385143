import { listNarrowed } from "#components/report/list-narrowed.ts";
import { wordDays } from "#components/report/word-days.ts";
import { StatCard } from "#components/stat-card.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";
import { dimensions, measureKey, unitOf } from "#lib/usage/kinds.ts";
import type { RowsQuery } from "#lib/usage/rows.ts";
import { sumRows } from "#lib/usage/rows.ts";

async function Narrowed({ actor, query }: { actor: Actor; query: RowsQuery }) {
  const t = await getTranslations("usage");
  const parts = await listNarrowed(actor, dimensions, query.filters, (name) => t(`dimensions.${name}`));
  return (
    <span className="flex flex-wrap gap-1">
      <Badge tone="outline">{t(`kinds.${query.kind}`)}</Badge>
      {parts.map((part) => (
        <Badge key={part} tone="outline">
          {part}
        </Badge>
      ))}
    </span>
  );
}

export async function RowsSum({ actor, query }: { actor: Actor; query: RowsQuery }) {
  const [sum, t, format] = await Promise.all([
    sumRows(actor, query),
    getTranslations("usage"),
    getFormat(actor.organization.timeZone),
  ]);
  const { range, hour, kind, measure } = query;
  const time = hour ? format.dateTime(hour) : wordDays(range, format);
  return (
    <StatCard
      label={`${t(measureKey(kind, measure))} · ${time}`}
      value={<span title={format.number(sum)}>{writeUnit(format, unitOf(kind, measure)).full(sum)}</span>}
      detail={<Narrowed actor={actor} query={query} />}
    />
  );
}
