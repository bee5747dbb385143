import Link from "next/link";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { useShell } from "#components/shell/shell-context.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";

export function OrganizationSwitcher() {
  const t = useTranslations("shell");
  const { current, organizations, mayConnect } = useShell();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="border-border bg-card hover:bg-accent flex h-9 w-full min-w-0 items-center gap-2 rounded-md border px-2.5 text-sm font-medium shadow-xs">
        <span className="sr-only">{t("switchOrganization")}: </span>
        <span className="min-w-0 flex-1 truncate text-left">{current.name}</span>
        <ChevronsUpDown aria-hidden className="text-muted-foreground size-4 shrink-0" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-60">
        <DropdownMenuLabel>{t("organizations")}</DropdownMenuLabel>
        {organizations.map(({ slug, name }) => (
          <DropdownMenuItem key={slug} asChild>
            <Link href={`/o/${slug}`}>
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {slug === current.slug && <Check aria-hidden />}
            </Link>
          </DropdownMenuItem>
        ))}
        {mayConnect && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem asChild>
              <Link href={"/connect"}>
                <Plus aria-hidden />
                {t("connect")}
              </Link>
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
