import { useSyncExternalStore } from "react";
import { useRouter } from "next/navigation";
import { useLocale } from "#components/intl/use-locale.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { chooseLocale, chooseTheme, shownTheme } from "#components/shell/choose.ts";
import { localeNames } from "#components/shell/locale-names.ts";
import {
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
} from "#components/ui/dropdown-menu.tsx";
import { locales } from "#lib/i18n/locales.ts";
import { themes } from "#lib/i18n/theme.ts";

export const themeKeys = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;

function watchTheme(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

export function PreferenceItems() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();
  const theme = useSyncExternalStore(watchTheme, shownTheme, () => "system");
  return (
    <>
      <DropdownMenuLabel>{t("language")}</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={locale} label={t("language")}>
        {locales.map((one) => (
          <DropdownMenuRadioItem
            key={one}
            value={one}
            lang={one}
            onSelect={() => {
              chooseLocale(one);
              router.refresh();
            }}
          >
            {localeNames[one]}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuLabel>{t("theme")}</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={theme} label={t("theme")}>
        {themes.map((one) => (
          <DropdownMenuRadioItem
            key={one}
            value={one}
            // The choice shows behind it.
            stays
            onSelect={() => chooseTheme(one)}
          >
            {t(themeKeys[one])}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}
