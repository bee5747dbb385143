import { useRouter } from "next/navigation";
import { Command } from "cmdk";
import { Building2 } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { destinations } from "#components/shell/destinations.ts";
import { PaletteGroup, PaletteItem } from "#components/shell/palette-item.tsx";
import { PaletteLine, paletteInputClass } from "#components/shell/palette-input.tsx";
import type { Go } from "#components/shell/palette-hits.tsx";
import { PaletteHits } from "#components/shell/palette-hits.tsx";
import { PalettePreferences } from "#components/shell/palette-preferences.tsx";
import { useShell } from "#components/shell/shell-context.ts";

type PaletteProps = { text: string; onText: (text: string) => void; close: () => void };

function Contents({ text, close }: { text: string; close: () => void }) {
  const t = useTranslations("shell");
  const { current, organizations, destinations: names } = useShell();
  const router = useRouter();
  const go: Go = (path) => {
    close();
    router.push(path);
  };
  return (
    <>
      <PaletteGroup heading={t("palette.pages")}>
        {names.map((name) => {
          const { path, Icon } = destinations[name];
          return (
            <PaletteItem
              key={name}
              value={`page ${name} ${t(name)}`}
              icon={<Icon aria-hidden />}
              label={t(name)}
              onSelect={() => go(`/o/${current.slug}${path}`)}
            />
          );
        })}
      </PaletteGroup>
      <PaletteHits text={text} go={go} />
      {organizations.length > 1 && (
        <PaletteGroup heading={t("palette.organizations")}>
          {organizations.map(({ slug, name }) => (
            <PaletteItem
              key={slug}
              value={`organization ${slug} ${name}`}
              icon={<Building2 aria-hidden />}
              label={name}
              onSelect={() => go(`/o/${slug}`)}
            />
          ))}
        </PaletteGroup>
      )}
      <PalettePreferences close={close} />
    </>
  );
}

/** Where the typing goes on that began before this was here. */
function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
  input?.setSelectionRange(input.value.length, input.value.length);
}

/** Goes to a page, a member, a project, a key or another organization by typing a part of its name. */
export function Palette({ text, onText, close }: PaletteProps) {
  const t = useTranslations("shell");
  return (
    <QueryProvider>
      <Command label={t("palette.title")} loop>
        <PaletteLine>
          <Command.Input
            ref={takeFocus}
            value={text}
            onValueChange={onText}
            placeholder={t("palette.placeholder")}
            className={paletteInputClass}
          />
        </PaletteLine>
        <Command.List className="max-h-[min(26rem,60vh)] overflow-y-auto p-1.5">
          <Contents text={text} close={close} />
        </Command.List>
        <p className="border-border text-muted-foreground border-t px-4 py-2 text-xs">{t("palette.hint")}</p>
      </Command>
    </QueryProvider>
  );
}
