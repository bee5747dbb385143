import type { ReactNode } from "react";
import Link from "next/link";
import { Logo } from "#components/logo.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

/** A page that only says why there is nothing else to see. */
export async function PageNotice({ title, children }: { title: ReactNode; children: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-24 text-center">
      <Logo className="mb-2 size-10" />
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="text-muted-foreground text-sm text-balance">{children}</p>
      <Link href="/" className={`${buttonClass()} mt-3`}>
        {t("home")}
      </Link>
    </div>
  );
}
