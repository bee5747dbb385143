import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { translationsHere } from "#lib/i18n/server.ts";
import type { KeyRow } from "#lib/keys/list.ts";

export function KeyOwner({ actor, apiKey }: { actor: Actor; apiKey: KeyRow }) {
  const t = translationsHere("keys");
  const name = apiKey.ownerName || apiKey.ownerId || t("unknownOwner");
  const { slug } = actor.organization;
  const isMember = apiKey.ownerKind === "user" && apiKey.ownerId !== null && can(actor, "members.read");
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {isMember ? (
        <Link
          className="underline-offset-4 hover:underline"
          href={`/o/${slug}/members/${encodeURIComponent(apiKey.ownerId ?? "")}`}
        >
          {name}
        </Link>
      ) : (
        name
      )}
      {!apiKey.ownerIsActive && <Badge tone="destructive">{t("gone")}</Badge>}
      {apiKey.ownerKind === "service_account" && <Badge tone="outline">{t("serviceAccount")}</Badge>}
    </span>
  );
}
