"use client";
import { useState } from "react";
import { useRouter } from "next/navigation";
import { Command } from "cmdk";
import { Building2, Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useTranslations } from "use-intl";
import { destinations } from "#components/shell/destinations.ts";
import { PaletteGroup, PaletteItem } from "#components/shell/palette-item.tsx";
import { PaletteHits } from "#components/shell/palette-hits.tsx";
import { PalettePreferences } from "#components/shell/palette-preferences.tsx";
import { useShell } from "#components/shell/shell-context.ts";
import { overlayClass } from "#components/ui/dialog.tsx";

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void };

function Contents({ text, close }: { text: string; close: () => void }) {
  const t = useTranslations("shell");
  const { current, organizations, destinations: names } = useShell();
  const router = useRouter();
  const go = (path: string) => {
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

/** Goes to a page, a member, a project, a key or another organization by typing a part of its name. */
export function Palette({ open, onOpenChange }: PaletteProps) {
  const t = useTranslations("shell");
  const [text, setText] = useState("");
  const change = (next: boolean) => {
    if (!next) setText("");
    onOpenChange(next);
  };
  return (
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          aria-describedby={undefined}
          className="border-border bg-popover text-popover-foreground motion-safe:animate-appear fixed top-[12vh] left-1/2 z-50 w-[min(38rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-hidden rounded-xl border shadow-xl"
        >
          <Radix.Title className="sr-only">{t("palette.title")}</Radix.Title>
          <Command label={t("palette.title")} loop>
            <div className="border-border flex items-center gap-2.5 border-b px-4">
              <Search aria-hidden className="text-muted-foreground size-4 shrink-0" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={t("palette.placeholder")}
                className="placeholder:text-muted-foreground h-12 w-full bg-transparent text-sm outline-none"
              />
            </div>
            <Command.List className="max-h-[min(26rem,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="text-muted-foreground px-3 py-8 text-center text-sm">
                {t("palette.empty", { text })}
              </Command.Empty>
              <Contents text={text} close={() => change(false)} />
            </Command.List>
            <p className="border-border text-muted-foreground border-t px-4 py-2 text-xs">
              {t("palette.hint")}
            </p>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
