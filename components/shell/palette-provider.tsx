"use client";
import type { ReactNode } from "react";
import dynamic from "next/dynamic";
import { createContext, use, useEffect, useState } from "react";

// Fetched when first opened: most visits never open it.
const Palette = dynamic(() => import("#components/shell/palette.tsx").then((module) => module.Palette), {
  ssr: false,
});

const Open = createContext<() => void>(() => undefined);

/** Opens the command palette. */
export function useOpenPalette(): () => void {
  return use(Open);
}

/** The one command palette of the page; Ctrl-K or ⌘-K opens and closes it anywhere. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  if (open && !wanted) setWanted(true);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setOpen((shown) => !shown);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return (
    <Open value={() => setOpen(true)}>
      {children}
      {wanted && <Palette open={open} onOpenChange={setOpen} />}
    </Open>
  );
}
