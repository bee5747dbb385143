import Link from "next/link";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { projectMonthToDate } from "#lib/projects/month-to-date.ts";
import { costAddress } from "../../costs/address.ts";

export async function ProjectCosts({ actor, project }: { actor: Actor; project: { id: string } }) {
  const [costs, t, format] = await Promise.all([
    projectMonthToDate(actor, project.id),
    getTranslations("projects"),
    getFormat(actor.organization.timeZone),
  ]);
  return (
    <Card
      title={t("costThisMonth")}
      actions={
        <Link
          className="text-primary text-xs underline-offset-4 hover:underline"
          href={costAddress(actor.organization.slug, {
            range: "month",
            project: [project.id],
            by: "lineItem",
          })}
        >
          {t("seeCosts")}
        </Link>
      }
    >
      <p
        className="text-2xl font-semibold tracking-tight tabular-nums"
        title={format.moneyExact(costs.amount)}
      >
        {format.money(costs.amount)}
      </p>
      <p className="text-muted-foreground text-sm">
        {t("lastMonth", { amount: format.money(costs.lastMonth) })}
      </p>
      <p className="text-muted-foreground mt-2 text-xs">{t("utcDays")}</p>
    </Card>
  );
}
