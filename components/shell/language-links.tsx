"use client";
import { useRouter } from "next/navigation";
import { useLocale } from "#components/intl/use-locale.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { chooseLocale } from "#components/shell/choose.ts";
import { localeNames } from "#components/shell/locale-names.ts";
import { cn } from "#components/ui/cn.ts";
import { locales } from "#lib/i18n/locales.ts";

export function LanguageLinks() {
  const t = useTranslations("shell");
  const current = useLocale();
  const router = useRouter();
  return (
    <div role="group" aria-label={t("language")} className="flex gap-1 text-xs">
      {locales.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          className={cn(
            "hover:bg-accent rounded-sm px-2 py-1",
            locale === current ? "text-foreground font-medium" : "text-muted-foreground",
          )}
          onClick={() => {
            chooseLocale(locale);
            router.refresh();
          }}
        >
          {localeNames[locale]}
        </button>
      ))}
    </div>
  );
}
