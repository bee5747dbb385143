"use client";
import Link from "next/link";
import { Download } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";

type ExportMenuProps = { organization: string; /** The filter, as a query. */ query: string };

export function ExportMenu({ organization, query }: ExportMenuProps) {
  const t = useTranslations("audit");
  const href = (format: string) =>
    `/o/${organization}/audit/export?${format}${query === "" ? "" : `&${query}`}`;
  const formats = [
    { key: "csv", href: href("format=csv") },
    { key: "excel", href: href("format=csv&mark=1") },
    { key: "jsonl", href: href("format=jsonl") },
  ] as const;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download aria-hidden />
          {t("export.label")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>{t("export.scope", { isFiltered: String(query !== "") })}</DropdownMenuLabel>
        {formats.map((format) => (
          <DropdownMenuItem key={format.key} asChild>
            <a href={format.href} download className="grid !gap-0">
              <span>{t(`export.${format.key}`)}</span>
              <span className="text-muted-foreground text-xs">{t(`export.${format.key}Hint`)}</span>
            </a>
          </DropdownMenuItem>
        ))}
        <DropdownMenuItem asChild>
          <Link
            href={`/o/${organization}/exports?audit=${encodeURIComponent(query)}`}
            className="grid !gap-0"
          >
            <span>{t("export.background")}</span>
            <span className="text-muted-foreground text-xs">{t("export.backgroundHint")}</span>
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
