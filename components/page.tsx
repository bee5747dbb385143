import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

export function Page({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={cn("soft:max-w-7xl mx-auto grid w-full gap-5 p-4 sm:p-6 [&>*]:min-w-0", className)}>
      {children}
    </div>
  );
}
