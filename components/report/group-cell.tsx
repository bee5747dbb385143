import Link from "next/link";
import { ArrowUpRight } from "lucide-react";
import type { Address } from "#components/address.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { translationsHere } from "#lib/i18n/server.ts";
import type { Dimension } from "#lib/usage/kinds.ts";
import type { GroupName } from "#lib/usage/name-groups.ts";

type GroupCellProps = {
  actor: Actor;
  dimension: Dimension | "lineItem";
  group: string;
  name: GroupName;
  /** Where the name leads: what the group is made of. */
  href: Address;
};

/** The page about the project or member itself, where there is one that the actor may see. */
function ownPage(actor: Actor, dimension: GroupCellProps["dimension"], group: string) {
  const base = `/o/${actor.organization.slug}` as const;
  if (group === "") return null;
  if (dimension === "project" && can(actor, "projects.read"))
    return `${base}/projects/${encodeURIComponent(group)}` as const;
  if (dimension === "member" && can(actor, "members.read"))
    return `${base}/members/${encodeURIComponent(group)}` as const;
  return null;
}

export function GroupCell({ actor, dimension, group, name, href }: GroupCellProps) {
  const t = translationsHere("common");
  const page = name.detail === null ? null : ownPage(actor, dimension, group);
  return (
    <div className="flex min-w-28 items-center gap-2 sm:min-w-40">
      <div className="min-w-0">
        <Link href={href} className="font-medium underline-offset-4 hover:underline">
          {name.label}
        </Link>
        {name.detail !== null && (
          <span className="text-muted-foreground hidden truncate text-xs sm:block">{name.detail}</span>
        )}
      </div>
      {name.isGone && <Badge tone="outline">{t("report.gone")}</Badge>}
      {page && (
        <Link
          href={page}
          aria-label={t("report.open", { name: name.label })}
          className="text-muted-foreground hover:text-foreground"
        >
          <ArrowUpRight aria-hidden className="size-4" />
        </Link>
      )}
    </div>
  );
}
