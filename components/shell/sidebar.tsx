"use client";
import Link from "next/link";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Logo } from "#components/logo.tsx";
import { NavLinks } from "#components/shell/nav-links.tsx";
import { OrganizationSwitcher } from "#components/shell/organization-switcher.tsx";
import { PaletteButton } from "#components/shell/palette-button.tsx";
import { useShell } from "#components/shell/shell-context.ts";
import { UserMenu } from "#components/shell/user-menu.tsx";

export function Sidebar() {
  const t = useTranslations("shell");
  const { current, email, role } = useShell();
  return (
    <aside className="border-border bg-sidebar w-60 shrink-0 border-r max-lg:hidden">
      <div className="sticky top-0 flex h-dvh flex-col gap-4 px-3 py-3.5">
        <Link
          href={`/o/${current.slug}`}
          className="flex items-center gap-2.5 rounded-md px-1.5 font-semibold tracking-tight"
        >
          <Logo className="size-6.5" />
          {t("product")}
        </Link>
        <div className="grid gap-2">
          <OrganizationSwitcher />
          <PaletteButton />
        </div>
        <div className="-mx-1 flex-1 overflow-y-auto px-1 py-0.5">
          <NavLinks />
        </div>
        <UserMenu email={email} role={t(`roles.${role}`)} />
      </div>
    </aside>
  );
}
