import { cn } from "#components/ui/cn.ts";

export function Separator({ className }: { className?: string }) {
  return <hr className={cn("border-border border-0 border-t", className)} />;
}
