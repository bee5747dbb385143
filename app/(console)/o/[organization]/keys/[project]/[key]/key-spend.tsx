import Link from "next/link";
import { sumExactly } from "#lib/sum-exactly.ts";
import { Sparkline } from "#components/chart/sparkline.tsx";
import { Dollars } from "#components/report/dollars.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { costSeries } from "#lib/costs/series.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { todayIn } from "#lib/usage/days.ts";
import { resolveRange } from "#lib/usage/ranges.ts";

/** Before it upstream refuses to group costs by key. */
const firstDay = "2025-12-06";

/** What a key cost in the last thirty UTC days, as far as OpenAI answers costs by key. */
export async function KeySpend({ actor, keyId }: { actor: Actor; keyId: string }) {
  const range = resolveRange({ range: "30d", from: null, through: null }, todayIn("UTC"));
  const [series, t, format] = await Promise.all([
    costSeries(actor, {
      range,
      comparedWith: null,
      granularity: "day",
      groupBy: "key",
      filters: { key: [keyId] },
    }),
    getTranslations("keys"),
    getFormat(actor.organization.timeZone),
  ]);
  const values = series.groups[0]?.values ?? [];
  const total = sumExactly(values);
  const query = new URLSearchParams({ by: "key", range: "30d", key: keyId });
  return (
    <Card
      title={t("spend")}
      description={t("spendNote", { day: format.day(firstDay) })}
      actions={
        <Link
          className="text-primary text-xs underline-offset-4 hover:underline"
          href={`/o/${actor.organization.slug}/costs?${query.toString()}`}
        >
          {t("seeCosts")}
        </Link>
      }
    >
      <span className="text-2xl font-semibold tracking-tight">
        <Dollars amount={total} format={format} />
      </span>
      {values.length > 0 && (
        <Sparkline className="mt-3" values={values} label={t("spendTrend", { total: format.money(total) })} />
      )}
    </Card>
  );
}
