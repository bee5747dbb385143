"use client";
import type { ReactNode } from "react";
import { createContext, use, useEffect, useState } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { loadLater } from "#components/load-later.ts";
import { PaletteLine, paletteInputClass } from "#components/shell/palette-input.tsx";
import { Modal, ModalFrame } from "#components/ui/modal.tsx";

const palette = loadLater(() => import("#components/shell/palette.tsx"));

type Access = { open: () => void; /** Fetches it ahead of the press. */ prepare: () => void };

const Context = createContext<Access>({ open: () => undefined, prepare: () => undefined });

/** Opens the command palette, or fetches it because it may be opened soon. */
export function usePalette(): Access {
  return use(Context);
}

export function PaletteProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const part = palette.usePart(isOpen);
  const change = (next: boolean) => {
    setText("");
    setOpen(next);
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setText("");
      setOpen((shown) => !shown);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return (
    <Context value={{ open: () => change(true), prepare: palette.prepare }}>
      {children}
      <Modal open={isOpen} onOpenChange={change}>
        <ModalFrame
          label={t("palette.title")}
          className="motion-safe:animate-appear mx-auto mt-[12vh] mb-auto max-h-[80vh] w-[min(38rem,calc(100vw-1.5rem))] overflow-hidden rounded-xl border"
        >
          {part ? (
            <part.Palette text={text} onText={setText} close={() => change(false)} />
          ) : (
            // What is typed while it is being fetched is kept.
            <PaletteLine>
              <input
                autoFocus
                value={text}
                aria-label={t("palette.title")}
                placeholder={t("palette.placeholder")}
                onChange={(event) => setText(event.target.value)}
                className={paletteInputClass}
              />
            </PaletteLine>
          )}
        </ModalFrame>
      </Modal>
    </Context>
  );
}
