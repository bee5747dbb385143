"use client";
import { useState } from "react";
import { Menu } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { NavLinks } from "#components/shell/nav-links.tsx";
import { OrganizationSwitcher } from "#components/shell/organization-switcher.tsx";
import { PaletteButton } from "#components/shell/palette-button.tsx";
import { useShell } from "#components/shell/shell-context.ts";
import { UserMenu } from "#components/shell/user-menu.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet, SheetContent, SheetTrigger } from "#components/ui/sheet.tsx";

/** On narrow screens: where one is, and a drawer with everything else. */
export function MobileBar() {
  const t = useTranslations("shell");
  const { current, email, role } = useShell();
  const [open, setOpen] = useState(false);
  return (
    <header className="border-border bg-sidebar sticky top-0 z-30 flex h-13 items-center gap-1 border-b px-2 lg:hidden">
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("openNavigation")}>
            <Menu aria-hidden />
          </Button>
        </SheetTrigger>
        <SheetContent side="left" title={t("product")} className="bg-sidebar w-[min(18rem,88vw)]">
          <OrganizationSwitcher />
          <div className="flex-1">
            <NavLinks onNavigate={() => setOpen(false)} />
          </div>
          <UserMenu email={email} role={t(`roles.${role}`)} />
        </SheetContent>
      </Sheet>
      <span className="min-w-0 flex-1 truncate text-sm font-medium">{current.name}</span>
      <PaletteButton />
    </header>
  );
}
