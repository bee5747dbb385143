import { EmptyState } from "#components/empty-state.tsx";
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
import type { GrantRow } from "#lib/grants/list.ts";
import { listGrants, mostGrants } from "#lib/grants/list.ts";
import { getTranslations, translationsHere } from "#lib/i18n/server.ts";
import { RemoveGrantDialog } from "./remove-grant-dialog.tsx";
import { UpdateGrantRoleDialog } from "./update-grant-role-dialog.tsx";

type GrantTableProps = { actor: Actor; isConsoleOwner: boolean; search: string };

function Person({ grant }: { grant: GrantRow }) {
  const t = translationsHere("settings");
  const { user } = grant;
  return (
    <div className="min-w-0">
      <p className="font-medium">{user.name}</p>
      {user.name !== user.email && <p className="text-muted-foreground text-xs">{user.email}</p>}
      {user.disabledAt && <Badge tone="warning">{t("people.disabled")}</Badge>}
    </div>
  );
}

function More() {
  const t = translationsHere("settings");
  return (
    <p className="border-border text-muted-foreground border-t px-3 py-2 text-xs">
      {t("people.more", { count: mostGrants })}
    </p>
  );
}

export async function GrantTable({ actor, isConsoleOwner, search }: GrantTableProps) {
  const [{ grants, hasMore }, t, word] = await Promise.all([
    listGrants(actor, search),
    getTranslations("settings"),
    getTranslations("shell"),
  ]);
  const mayChange = ({ isEverywhere }: GrantRow) =>
    can(actor, "grants.updateRole") && (isConsoleOwner || !isEverywhere);
  const { slug } = actor.organization;
  if (grants.length === 0)
    return <EmptyState title={t("people.nobody")}>{t("people.nobodyBody")}</EmptyState>;
  return (
    <>
      <Table label={t("people.title")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("people.person")}</TableHead>
            <TableHead>{t("people.role")}</TableHead>
            <TableHead>{t("people.scope")}</TableHead>
            <TableHead>{t("people.lastSeen")}</TableHead>
            <TableHead>
              <span className="sr-only">{t("people.actions")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {grants.map((grant) => (
            <TableRow key={grant.id}>
              <RowHead>
                <Person grant={grant} />
              </RowHead>
              <TableCell>{word(`roles.${grant.role}`)}</TableCell>
              <TableCell>{grant.isEverywhere ? t("people.everywhere") : t("people.here")}</TableCell>
              <TableCell>
                {grant.lastSeenAt ? <RelativeTime at={grant.lastSeenAt} /> : t("people.neverSeen")}
              </TableCell>
              <TableCell>
                {mayChange(grant) && (
                  <div className="flex justify-end gap-1">
                    <UpdateGrantRoleDialog
                      organization={slug}
                      grantId={grant.id}
                      email={grant.user.email}
                      role={grant.role}
                    />
                    <RemoveGrantDialog organization={slug} grantId={grant.id} email={grant.user.email} />
                  </div>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {hasMore && <More />}
    </>
  );
}
