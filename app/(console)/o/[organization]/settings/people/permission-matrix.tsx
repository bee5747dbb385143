import { Check, Minus } from "lucide-react";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { Permission } from "#lib/auth/permissions.ts";
import { can, permissions } from "#lib/auth/permissions.ts";
import { Role } from "#lib/generated/prisma/enums.ts";
import { getTranslations } from "#lib/i18n/server.ts";

const names = Object.keys(permissions) as Permission[];
const roles = Object.values(Role);

/** What each role may do, straight from the table that decides it. */
export async function PermissionMatrix() {
  const [t, word, phrase] = await Promise.all([
    getTranslations("settings"),
    getTranslations("shell"),
    getTranslations("permissions"),
  ]);
  return (
    <Table label={t("matrix.title")}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("matrix.may")}</TableHead>
          {roles.map((role) => (
            <TableHead key={role} className="text-center">
              {word(`roles.${role}`)}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {names.map((name) => (
          <TableRow key={name}>
            <TableCell>{phrase(name)}</TableCell>
            {roles.map((role) => (
              <TableCell key={role} className="text-center">
                {can({ role }, name) ? (
                  <>
                    <Check aria-hidden className="text-success mx-auto size-4" />
                    <span className="sr-only">{t("matrix.yes")}</span>
                  </>
                ) : (
                  <>
                    <Minus aria-hidden className="text-muted-foreground/50 mx-auto size-4" />
                    <span className="sr-only">{t("matrix.no")}</span>
                  </>
                )}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
