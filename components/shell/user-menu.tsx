"use client";
import { useTransition } from "react";
import Link from "next/link";
import { ChevronsUpDown, LogOut, UserRound } from "lucide-react";
import { toast } from "#components/ui/toast.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { PreferenceItems } from "#components/shell/preference-items.tsx";
import { signOut } from "#components/shell/sign-out.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";

type UserMenuProps = { email: string; /** What the person is here, in words. */ role?: string };

export function UserMenu({ email, role }: UserMenuProps) {
  const t = useTranslations("shell");
  const errors = useTranslations("errors");
  const [leaving, startLeaving] = useTransition();
  const leave = () =>
    startLeaving(async () => {
      try {
        await signOut();
      } catch {
        toast.error(errors("network"));
      }
    });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="hover:bg-accent flex h-11 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left">
        <Avatar name={email} />
        <span className="sr-only">{t("account")}: </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm leading-tight">{email}</span>
          {role !== undefined && <span className="text-muted-foreground block truncate text-xs">{role}</span>}
        </span>
        <ChevronsUpDown aria-hidden className="text-muted-foreground size-4 shrink-0" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-56">
        <PreferenceItems />
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/account">
            <UserRound aria-hidden />
            {t("account")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem disabled={leaving} onSelect={leave}>
          <LogOut aria-hidden />
          {leaving ? t("signingOut") : t("signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
