import { useTranslations } from "#components/intl/use-translations.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { Tone } from "#components/ui/badge.tsx";
import type { ProbedArea } from "#lib/organizations/probe.ts";

const tones: Record<ProbedArea["verdict"], Tone> = {
  allowed: "success",
  lacking: "warning",
  refused: "destructive",
  unclear: "neutral",
};

/** What a key may read and what not, one line a kind of data; the scopes that OpenAI named as missing. */
export function ProbedAreas({ areas }: { areas: ProbedArea[] }) {
  const t = useTranslations("organizations");
  return (
    <ul className="divide-border border-border divide-y rounded-lg border">
      {areas.map(({ area, verdict, scopes, message }) => (
        <li key={area} className="grid gap-0.5 px-3 py-2 text-sm">
          <div className="flex items-center justify-between gap-3">
            <span>{t(`areas.${area}`)}</span>
            <Badge tone={tones[verdict]}>{t(`verdicts.${verdict}`)}</Badge>
          </div>
          {scopes.length > 0 && (
            <p className="text-muted-foreground text-xs">
              {t.rich("missingScopes", {
                scopes: () => <code className="font-mono break-words">{scopes.join(", ")}</code>,
              })}
            </p>
          )}
          {scopes.length === 0 && message !== "" && (
            <p className="text-muted-foreground text-xs break-words">{message}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
