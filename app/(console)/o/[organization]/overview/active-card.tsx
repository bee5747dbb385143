import Link from "next/link";
import { StatCard } from "#components/stat-card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { activeMembers } from "#lib/overview/active-members.ts";

export async function ActiveCard({ actor }: { actor: Actor }) {
  const [{ active, members, days }, t, format] = await Promise.all([
    activeMembers(actor),
    getTranslations("overview"),
    getFormat(actor.organization.timeZone),
  ]);
  return (
    <StatCard
      className="items-start"
      label={t("active", { days })}
      value={
        <Link
          href={`/o/${actor.organization.slug}/usage?by=member&show=requests`}
          className="underline-offset-4 hover:underline"
        >
          {format.number(active)}
        </Link>
      }
      detail={
        <Link href={`/o/${actor.organization.slug}/members`} className="underline-offset-4 hover:underline">
          {t("ofMembers", { members })}
        </Link>
      }
    />
  );
}
