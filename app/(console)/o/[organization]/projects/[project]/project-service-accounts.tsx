import { Card } from "#components/ui/card.tsx";
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
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { listServiceAccounts } from "#lib/projects/list-service-accounts.ts";
import { RoleBadge } from "../../members/role-badge.tsx";

/** The service accounts of a project: identities of programs, each with its own keys. */
export async function ProjectServiceAccounts({ actor, project }: { actor: Actor; project: { id: string } }) {
  const [accounts, t, format] = await Promise.all([
    listServiceAccounts(actor, project.id),
    getTranslations("projects"),
    getFormat(actor.organization.timeZone),
  ]);
  if (accounts.length === 0)
    return (
      <Card title={t("serviceAccounts")}>
        <p className="text-muted-foreground text-sm">{t("noServiceAccounts")}</p>
      </Card>
    );
  return (
    <Card title={t("serviceAccounts")} flush>
      <Table label={t("serviceAccounts")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("name")}</TableHead>
            <TableHead>{t("role")}</TableHead>
            {can(actor, "keys.read") && <TableHead numeric>{t("keys")}</TableHead>}
            <TableHead>{t("createdOn")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {accounts.map((account) => (
            <TableRow key={account.id}>
              <RowHead>
                <span className="block font-medium">{account.name || account.id}</span>
                <code className="text-muted-foreground text-xs">{account.id}</code>
              </RowHead>
              <TableCell>
                <RoleBadge role={account.role} />
              </TableCell>
              {account.keyCount !== null && <TableCell numeric>{format.number(account.keyCount)}</TableCell>}
              <TableCell className="whitespace-nowrap">
                {account.createdAt ? format.date(account.createdAt) : "—"}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
