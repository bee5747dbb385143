import { useTranslations } from "#components/intl/use-translations.ts";
import { cn } from "#components/ui/cn.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { visible } from "#lib/audit-events/visible.ts";
import type { FieldChange } from "#lib/trail/diff.ts";

type ValueProps = { value: string | null; className?: string };

function Value({ value, className }: ValueProps) {
  const t = useTranslations("trail");
  if (value === null) return <span className="text-muted-foreground">{t("detail.absent")}</span>;
  return <code className={cn("rounded-sm px-1 text-xs break-all", className)}>{visible(value)}</code>;
}

type FieldTableProps = {
  title: string;
  changes: FieldChange[];
  /** Shows what was there before beside what came. */
  isDiff?: boolean;
};

export function FieldTable({ title, changes, isDiff = false }: FieldTableProps) {
  const t = useTranslations("trail");
  return (
    <section className="grid min-w-0 gap-2">
      <h3 className="text-sm font-medium">{title}</h3>
      {changes.length === 0 ? (
        <p className="text-muted-foreground text-sm">{t("detail.noChanges")}</p>
      ) : (
        <div className="border-border rounded-md border">
          <Table label={title}>
            {isDiff && (
              <TableHeader>
                <TableRow>
                  <TableHead>{t("detail.field")}</TableHead>
                  <TableHead>{t("detail.before")}</TableHead>
                  <TableHead>{t("detail.after")}</TableHead>
                </TableRow>
              </TableHeader>
            )}
            <TableBody>
              {changes.map(({ path, before, after }) => (
                <TableRow key={path}>
                  <TableHead scope="row">{visible(path)}</TableHead>
                  {isDiff && (
                    <TableCell>
                      <Value value={before} className="bg-destructive-soft" />
                    </TableCell>
                  )}
                  <TableCell>
                    <Value value={after} className={cn(isDiff && "bg-success-soft")} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </section>
  );
}
