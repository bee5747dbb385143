import { useRouter } from "next/navigation";
import { Languages, SunMoon } from "lucide-react";
import { useLocale } from "#components/intl/use-locale.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { chooseLocale, chooseTheme } from "#components/shell/choose.ts";
import { localeNames } from "#components/shell/locale-names.ts";
import { PaletteGroup, PaletteItem } from "#components/shell/palette-item.tsx";
import { themeKeys } from "#components/shell/preference-items.tsx";
import { locales } from "#lib/i18n/locales.ts";
import { themes } from "#lib/i18n/theme.ts";

export function PalettePreferences({ close }: { close: () => void }) {
  const t = useTranslations("shell");
  const current = useLocale();
  const router = useRouter();
  return (
    <PaletteGroup heading={t("palette.preferences")}>
      {locales
        .filter((locale) => locale !== current)
        .map((locale) => (
          <PaletteItem
            key={locale}
            value={`language ${localeNames[locale]} ${locale}`}
            icon={<Languages aria-hidden />}
            label={`${t("language")}: ${localeNames[locale]}`}
            onSelect={() => {
              chooseLocale(locale);
              close();
              router.refresh();
            }}
          />
        ))}
      {themes.map((theme) => (
        <PaletteItem
          key={theme}
          value={`theme ${theme} ${t(themeKeys[theme])}`}
          icon={<SunMoon aria-hidden />}
          label={`${t("theme")}: ${t(themeKeys[theme])}`}
          onSelect={() => {
            chooseTheme(theme);
            close();
          }}
        />
      ))}
    </PaletteGroup>
  );
}
