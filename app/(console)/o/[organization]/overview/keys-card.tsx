import Link from "next/link";
import { StatCard } from "#components/stat-card.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { keysAtRisk } from "#lib/keys/at-risk.ts";
import { keyRisks } from "#lib/keys/key-risk.ts";

export async function KeysCard({ actor }: { actor: Actor }) {
  const [counts, t, format] = await Promise.all([
    keysAtRisk(actor),
    getTranslations("overview"),
    getFormat(actor.organization.timeZone),
  ]);
  const path = `/o/${actor.organization.slug}/keys` as const;
  const found = keyRisks.filter((risk) => counts[risk] > 0);
  return (
    <StatCard
      className="items-start"
      label={t("keys")}
      value={
        <Link
          href={`${path}?risk=any`}
          className={cn("underline-offset-4 hover:underline", counts.total > 0 && "text-warning")}
        >
          {format.number(counts.total)}
        </Link>
      }
      detail={
        found.length === 0 ? (
          t("noKeys")
        ) : (
          <span className="flex flex-wrap gap-x-2">
            {found.map((risk) => (
              <Link
                key={risk}
                href={`${path}?risk=${risk}`}
                className="inline-flex min-h-6 items-center underline-offset-4 hover:underline"
              >
                {t(`risks.${risk}`, { count: counts[risk] })}
              </Link>
            ))}
          </span>
        )
      }
    />
  );
}
