import Link from "next/link";
import { withQuery } from "#components/address.ts";
import { Sparkline } from "#components/chart/sparkline.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { dailyUsage } from "#lib/members/daily-usage.ts";

type UsageCardProps = { actor: Actor; dimension: "member" | "project" | "key"; id: string };

function sum(values: string[]): bigint {
  return values.reduce((total, value) => total + BigInt(value), 0n);
}

/** Tokens of the last thirty days, day by day, and the way to the usage page. */
export async function UsageCard({ actor, dimension, id }: UsageCardProps) {
  const [days, t, format] = await Promise.all([
    dailyUsage(actor, dimension, id),
    getTranslations("members"),
    getFormat(actor.organization.timeZone),
  ]);
  const tokens = sum(days.map((day) => day.tokens));
  const requests = sum(days.map((day) => day.requests));
  const query = new URLSearchParams({ [dimension]: id });
  return (
    <Card
      title={t("usageTitle")}
      actions={
        <Link
          className="text-primary text-xs underline-offset-4 hover:underline"
          href={withQuery(`/o/${actor.organization.slug}/usage`, query.toString())}
        >
          {t("seeUsage")}
        </Link>
      }
    >
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="text-2xl font-semibold tracking-tight tabular-nums" title={format.number(tokens)}>
          {t("tokens", { count: format.compact(tokens) })}
        </span>
        <span className="text-muted-foreground text-sm" title={format.number(requests)}>
          {t("requests", { count: format.compact(requests) })}
        </span>
      </div>
      {tokens > 0n && (
        <Sparkline
          className="mt-3"
          values={days.map((day) => day.tokens)}
          label={t("usageTrend", {
            from: format.shortDay(days[0]?.day ?? ""),
            to: format.shortDay(days.at(-1)?.day ?? ""),
            total: format.number(tokens),
          })}
        />
      )}
    </Card>
  );
}
