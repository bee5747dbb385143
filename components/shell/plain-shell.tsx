import type { ReactNode } from "react";
import Link from "next/link";
import { Logo } from "#components/logo.tsx";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { UserMenu } from "#components/shell/user-menu.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

/** The frame of pages that belong to no organization. */
export async function PlainShell({ email, children }: { email: string; children: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-border bg-sidebar flex h-14 items-center justify-between gap-4 border-b px-4">
        <Link href="/" className="flex items-center gap-2.5 rounded-md font-semibold tracking-tight">
          <Logo className="size-6.5" />
          {t("product")}
        </Link>
        <div className="max-w-64 min-w-0">
          <UserMenu email={email} />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
    </div>
  );
}
