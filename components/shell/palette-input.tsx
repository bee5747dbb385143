import type { ReactNode } from "react";
import { Search } from "lucide-react";

export const paletteInputClass =
  "h-12 w-full bg-transparent text-sm outline-none placeholder:text-muted-foreground";

/** The line at the top of the palette, around the input. */
export function PaletteLine({ children }: { children: ReactNode }) {
  return (
    <div className="border-border flex items-center gap-2.5 border-b px-4">
      <Search aria-hidden className="text-muted-foreground size-4 shrink-0" />
      {children}
    </div>
  );
}
