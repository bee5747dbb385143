import { EmptyState } from "#components/empty-state.tsx";
import { KeysetPager } from "#components/keyset-pager.tsx";
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
import type { InviteRow } from "#lib/invites/list.ts";
import { countInvites, listInvites } from "#lib/invites/list.ts";
import { RoleBadge } from "../role-badge.tsx";
import type { InviteLink } from "#lib/members/link.ts";
import { RevokeInviteDialog } from "./revoke-invite-dialog.tsx";

function StatusBadge({ status }: { status: string }) {
  const t = translationsHere("members");
  if (status === "pending") return <Badge tone="warning">{t("statuses.pending")}</Badge>;
  if (status === "accepted") return <Badge tone="success">{t("statuses.accepted")}</Badge>;
  if (status === "expired") return <Badge tone="neutral">{t("statuses.expired")}</Badge>;
  return <Badge tone="outline">{status}</Badge>;
}

function InviteLine({ actor, invite }: { actor: Actor; invite: InviteRow }) {
  const format = formatHere(actor.organization.timeZone);
  const mayRevoke = can(actor, "members.invite") && invite.status !== "accepted";
  return (
    <TableRow>
      <RowHead className="font-medium">{invite.email}</RowHead>
      <TableCell>
        <RoleBadge role={invite.role} />
      </TableCell>
      <TableCell>
        <StatusBadge status={invite.status} />
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {invite.createdAt ? format.date(invite.createdAt) : "—"}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {invite.expiresAt ? format.date(invite.expiresAt) : "—"}
      </TableCell>
      <TableCell className="text-right">
        {mayRevoke && (
          <RevokeInviteDialog
            organization={actor.organization.slug}
            inviteId={invite.id}
            email={invite.email}
          />
        )}
      </TableCell>
    </TableRow>
  );
}

export async function InviteTable({ actor, link }: { actor: Actor; link: InviteLink }) {
  const filters = { search: link.q, status: link.status };
  const [page, total, t, common] = await Promise.all([
    listInvites(actor, filters, link),
    countInvites(actor, filters),
    getTranslations("members"),
    getTranslations("common"),
  ]);
  if (page.rows.length === 0) return <EmptyState title={t("noInvites")}>{t("noInvitesBody")}</EmptyState>;

  return (
    <>
      <Table label={t("invites")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("email")}</TableHead>
            <TableHead>{t("role")}</TableHead>
            <TableHead>{t("status")}</TableHead>
            <TableHead>{t("sent")}</TableHead>
            <TableHead>{t("expires")}</TableHead>
            <TableHead>
              <span className="sr-only">{common("actions")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.rows.map((invite) => (
            <InviteLine key={invite.id} actor={actor} invite={invite} />
          ))}
        </TableBody>
      </Table>
      <KeysetPager
        previous={page.previous}
        next={page.next}
        summary={
          total.isCapped
            ? t("inviteCountCapped", { count: total.count })
            : t("inviteCount", { count: total.count })
        }
      />
    </>
  );
}
