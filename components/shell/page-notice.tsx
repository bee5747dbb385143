import Link from "next/link";
import { Logo } from "#components/logo.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

type PageNoticeProps = {
  of: "notFound" | "forbidden";
  /** Below the heading of a page around it. */ isPart?: boolean;
};

/** A page that only says why there is nothing else to see. */
export async function PageNotice({ of, isPart = false }: PageNoticeProps) {
  const t = await getTranslations("shell");
  const Heading = isPart ? "h2" : "h1";
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-24 text-center">
      <Logo className="mb-2 size-10" />
      <Heading className="text-lg font-semibold">{t(`notice.${of}.title`)}</Heading>
      <p className="text-muted-foreground text-sm text-balance">{t(`notice.${of}.body`)}</p>
      <Link href="/" className={`${buttonClass()} mt-3`}>
        {t("home")}
      </Link>
    </div>
  );
}
