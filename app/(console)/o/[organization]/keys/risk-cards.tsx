import Link from "next/link";
import { cn } from "#components/ui/cn.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { keysAtRisk } from "#lib/keys/at-risk.ts";
import { keyRisks, riskDays } from "#lib/keys/key-risk.ts";

/** How many keys a person should look at, by why; each figure leads to its keys. */
export async function RiskCards({ actor, chosen }: { actor: Actor; chosen: string | null }) {
  const [counts, t, format] = await Promise.all([
    keysAtRisk(actor),
    getTranslations("keys"),
    getFormat(actor.organization.timeZone),
  ]);
  const path = `/o/${actor.organization.slug}/keys` as const;
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4" aria-label={t("risk")}>
      {keyRisks.map((risk) => (
        <li key={risk}>
          <Link
            href={chosen === risk ? path : `${path}?risk=${risk}`}
            {...(chosen === risk && { "aria-current": true })}
            className={cn(
              "hover:bg-muted/45 block h-full rounded-lg border px-4 py-3 shadow-xs",
              chosen === risk ? "border-primary bg-primary-soft" : "border-border bg-card",
            )}
          >
            <span className="text-muted-foreground block text-xs font-medium">{t(`risks.${risk}`)}</span>
            <span
              className={cn(
                "mt-0.5 block text-xl font-semibold tabular-nums",
                counts[risk] > 0 && risk !== "expiring" && "text-warning",
              )}
            >
              {format.number(counts[risk])}
            </span>
            <span className="text-muted-foreground block text-xs">
              {t(`riskHints.${risk}`, { days: risk === "ownerGone" ? 0 : riskDays[risk] })}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
