import { ScrollText } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { PaletteGroup, PaletteItem } from "#components/shell/palette-item.tsx";

type Props = {
  text: string;
  /** A day in words: events before it were not looked at; null where that makes no difference. */
  searchedBackTo: string | null;
  onSelect: () => void;
};

/** How far back events were searched, and the way to all of them. */
export function PaletteAllEvents({ text, searchedBackTo, onSelect }: Props) {
  const t = useTranslations("shell");
  return (
    <PaletteGroup heading={t("palette.more")} always>
      {searchedBackTo !== null && (
        <p className="text-muted-foreground px-2.5 pb-1 text-xs">
          {t("palette.eventsBackTo", { day: searchedBackTo })}
        </p>
      )}
      <PaletteItem
        always
        value="events of the whole log"
        icon={<ScrollText aria-hidden />}
        label={t("palette.allEvents", { text })}
        onSelect={onSelect}
      />
    </PaletteGroup>
  );
}
