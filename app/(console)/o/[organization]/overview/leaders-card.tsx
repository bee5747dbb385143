import Link from "next/link";
import type { Address } from "#components/address.ts";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { Leaders } from "#lib/overview/leaders.ts";
import { topModels, topProjects } from "#lib/overview/leaders.ts";
import { linkValue } from "#lib/usage/filters.ts";
import { largestShare } from "#lib/usage/largest-share.ts";
import { costAddress, rowsAddress as costRowsAddress } from "../costs/address.ts";
import { rowsAddress as usageRowsAddress, usageAddress } from "../usage/address.ts";

/** What a leader is made of. */
function partsOf(actor: Actor, of: "projects" | "models", leaders: Leaders, group: string): Address {
  const { slug } = actor.organization;
  const values = [linkValue(group)];
  if (of === "models") return usageAddress(slug, { model: values, by: "project" });
  return leaders.of === "cost"
    ? costAddress(slug, { range: "30d", project: values, by: "lineItem" })
    : usageAddress(slug, { project: values, show: "requests" });
}

/** The rows that make a leader's figure up. */
function figureRows(actor: Actor, of: "projects" | "models", leaders: Leaders, group: string): Address {
  const { slug } = actor.organization;
  if (of === "models") return usageRowsAddress(slug, { model: [linkValue(group)], show: "input" });
  const project = [linkValue(group)];
  return leaders.of === "cost"
    ? costRowsAddress(slug, { range: "30d", by: "project", project })
    : usageRowsAddress(slug, { project, show: "requests" });
}

type LeadersCardProps = { actor: Actor; of: "projects" | "models" };

export async function LeadersCard({ actor, of }: LeadersCardProps) {
  const [leaders, t, common, format] = await Promise.all([
    of === "projects" ? topProjects(actor) : topModels(actor),
    getTranslations("overview"),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  // Against the first: among two thousand projects a share of the whole would be no bar at all.
  const largest = largestShare(leaders.rows) || 1;
  const write = { cost: format.money, requests: format.number, tokens: format.number }[leaders.of];
  const nameOf = (group: string, name: { label: string } | null) =>
    group === "" ? common("report.unnamed") : (name?.label ?? group);
  return (
    <Card title={t(`top.${of}`)} description={t(`by.${leaders.of}`)}>
      {leaders.rows.length === 0 && <p className="text-muted-foreground text-sm">{t("nothing")}</p>}
      <ol className="grid gap-2.5">
        {leaders.rows.map(({ group, name, value, share }) => (
          <li key={group}>
            <div className="flex items-baseline justify-between gap-3">
              <Link
                href={partsOf(actor, of, leaders, group)}
                className="min-w-0 truncate underline-offset-4 hover:underline"
              >
                {nameOf(group, name)}
              </Link>
              <Link
                href={figureRows(actor, of, leaders, group)}
                prefetch={false}
                aria-label={`${nameOf(group, name)}: ${write(value)}`}
                className="tabular-nums underline-offset-4 hover:underline"
              >
                {write(value)}
              </Link>
            </div>
            <div aria-hidden className="bg-muted mt-1 h-1.5 overflow-hidden rounded-full">
              <div
                className="bg-chart-1 h-full rounded-full"
                style={{ width: `${(100 * Math.max(0, share)) / largest}%` }}
              />
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
