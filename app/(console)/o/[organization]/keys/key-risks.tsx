import { Badge } from "#components/ui/badge.tsx";
import { translationsHere } from "#lib/i18n/server.ts";
import type { KeyRow } from "#lib/keys/list.ts";

export function KeyRisks({ apiKey }: { apiKey: KeyRow }) {
  const t = translationsHere("keys");
  return (
    <span className="flex flex-wrap gap-1">
      {apiKey.risks.map((risk) => (
        <Badge key={risk} tone={risk === "ownerGone" ? "destructive" : "warning"}>
          {t(`risks.${risk}`)}
        </Badge>
      ))}
    </span>
  );
}
