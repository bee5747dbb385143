"use client";
import Link from "next/link";
import { Check, Users } from "lucide-react";
import type { Address } from "#components/address.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { DropdownMenuItem, DropdownMenuLabel } from "#components/ui/dropdown-menu.tsx";
import type { ViewItem } from "#lib/views/list.ts";

type ViewListProps = {
  label: string;
  views: ViewItem[];
  current: string | null;
  hrefOf: (view: ViewItem) => Address;
};

export function ViewList({ label, views, current, hrefOf }: ViewListProps) {
  const t = useTranslations("views");
  if (views.length === 0) return null;
  return (
    <>
      <DropdownMenuLabel>{label}</DropdownMenuLabel>
      {views.map((view) => (
        <DropdownMenuItem key={view.id} asChild>
          <Link href={hrefOf(view)} {...(view.id === current && { "aria-current": "true" })}>
            <span className="max-w-64 truncate">{view.name}</span>
            {view.isDefault && <span className="text-muted-foreground text-xs">{t("default")}</span>}
            {view.isOwn && view.isShared && (
              <Users aria-label={t("shared")} className="text-muted-foreground" />
            )}
            {view.id === current && <Check aria-hidden className="ml-auto" />}
          </Link>
        </DropdownMenuItem>
      ))}
    </>
  );
}
