import { useSyncExternalStore } from "react";
import { Search } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { usePalette } from "#components/shell/palette-provider.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

const never = () => () => undefined;

/** The key that people hold on this machine; the server cannot know. */
function useModifier(): string {
  return useSyncExternalStore(
    never,
    () => (/Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
}

/** Opens the command palette; so does Ctrl-K or ⌘-K anywhere. */
export function PaletteButton() {
  const t = useTranslations("shell");
  const modifier = useModifier();
  const { open, prepare } = usePalette();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      className="border-border bg-background text-muted-foreground hover:bg-accent flex h-8.5 w-full min-w-0 items-center gap-2 rounded-md border px-2.5 text-sm max-lg:w-auto max-lg:border-0 max-lg:bg-transparent"
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={open}
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 truncate text-left max-lg:sr-only">{t("palette.open")}</span>
      <span aria-hidden className="flex gap-0.5 max-lg:hidden">
        <Kbd>{modifier}</Kbd>
        <Kbd>K</Kbd>
      </span>
    </button>
  );
}
