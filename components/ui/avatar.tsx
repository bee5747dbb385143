import { cn } from "#components/ui/cn.ts";

const tints = [
  "bg-primary-soft text-primary",
  "bg-success-soft text-success",
  "bg-warning-soft text-warning",
  "bg-destructive-soft text-destructive",
  "bg-muted text-foreground",
];

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter(Boolean);
  const [first = "?", second = ""] = words.map((word) => [...word][0] ?? "");
  return (first + second).toLocaleUpperCase();
}

/** Initials on a tint that stays the same for the same name. No pictures: none leave the house to be fetched. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span
      aria-hidden
      className={cn(
        "soft:size-7 inline-grid shrink-0 place-items-center rounded-full text-[0.6875rem] font-semibold select-none",
        tints[sum % tints.length],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
