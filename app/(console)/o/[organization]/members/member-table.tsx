import Link from "next/link";
import { NoRows } from "#components/directory/no-rows.tsx";
import { KeysetPager } from "#components/keyset-pager.tsx";
import { SortHead } from "#components/sort-head.tsx";
import { RelativeTime } from "#components/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import {
  RowHead,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { formatHere, getTranslations, translationsHere } from "#lib/i18n/server.ts";
import { nameOfMember } from "#lib/members/get.ts";
import type { MemberRow } from "#lib/members/list.ts";
import { countMembers, listMembers } from "#lib/members/list.ts";
import { filtersOf, loadMemberLink } from "#lib/members/link.ts";
import type { MemberLink } from "#lib/members/link.ts";
import { RoleBadge } from "./role-badge.tsx";

function MemberName({ member, slug }: { member: MemberRow; slug: string }) {
  const t = translationsHere("members");
  return (
    <span className="flex min-w-40 items-center gap-2">
      <Link
        className="font-medium underline-offset-4 hover:underline"
        href={`/o/${slug}/members/${encodeURIComponent(member.id)}`}
      >
        {nameOfMember(member)}
      </Link>
      {member.isServiceAccount && <Badge tone="outline">{t("serviceAccount")}</Badge>}
      {member.isScimManaged && <Badge tone="outline">SCIM</Badge>}
    </span>
  );
}

function MemberLine({ actor, member }: { actor: Actor; member: MemberRow }) {
  const format = formatHere(actor.organization.timeZone);
  const on = member.deletedAt ?? member.addedAt;
  return (
    <TableRow>
      <RowHead>
        <MemberName member={member} slug={actor.organization.slug} />
      </RowHead>
      <TableCell className="text-muted-foreground">{member.email ?? "—"}</TableCell>
      <TableCell>
        <RoleBadge role={member.role} />
      </TableCell>
      <TableCell numeric>{format.number(member.projectCount)}</TableCell>
      {member.keyCount !== null && <TableCell numeric>{format.number(member.keyCount)}</TableCell>}
      <TableCell className="whitespace-nowrap">
        {member.apiKeyLastUsedAt ? <RelativeTime at={member.apiKeyLastUsedAt} /> : "—"}
      </TableCell>
      <TableCell className="whitespace-nowrap">{on ? format.date(on) : "—"}</TableCell>
    </TableRow>
  );
}

export async function MemberTable({ actor, link }: { actor: Actor; link: MemberLink }) {
  const filters = filtersOf(link);
  const order = { sort: link.sort, descending: link.dir === "desc" };
  const [page, total, t] = await Promise.all([
    listMembers(actor, filters, order, link),
    countMembers(actor, filters),
    getTranslations("members"),
  ]);
  if (page.rows.length === 0)
    return (
      <NoRows
        title={t("empty")}
        advice={t("emptyBody")}
        filters={filters}
        unfiltered={filtersOf(loadMemberLink({}))}
      />
    );

  return (
    <>
      <Table label={t("title")}>
        <TableHeader>
          <TableRow>
            <SortHead sort="name" label={t("name")} current={order} />
            <SortHead sort="email" label={t("email")} current={order} />
            <SortHead sort="role" label={t("role")} current={order} />
            <TableHead numeric>{t("projects")}</TableHead>
            {can(actor, "keys.read") && <TableHead numeric>{t("keys")}</TableHead>}
            <TableHead>{t("keyUsed")}</TableHead>
            {filters.isRemoved ? (
              <TableHead>{t("left")}</TableHead>
            ) : (
              <SortHead sort="added" label={t("added")} current={order} descendingFirst />
            )}
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.rows.map((member) => (
            <MemberLine key={member.id} actor={actor} member={member} />
          ))}
        </TableBody>
      </Table>
      <KeysetPager
        previous={page.previous}
        next={page.next}
        summary={
          total.isCapped ? t("countCapped", { count: total.count }) : t("count", { count: total.count })
        }
      />
    </>
  );
}
