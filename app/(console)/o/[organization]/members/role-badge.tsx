import { Badge } from "#components/ui/badge.tsx";
import { translationsHere } from "#lib/i18n/server.ts";

/** A role in words; one that we do not know as upstream writes it. */
export function RoleBadge({ role }: { role: string | null }) {
  const t = translationsHere("members");
  if (role === null || role === "") return <Badge tone="outline">{t("noRole")}</Badge>;
  const isKnown = role === "owner" || role === "reader" || role === "member" || role === "none";
  return <Badge tone={role === "owner" ? "primary" : "neutral"}>{isKnown ? t(`roles.${role}`) : role}</Badge>;
}
