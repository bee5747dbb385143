"use client";
import type { ReactNode } from "react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";

type KeysetPagerProps = {
  /** Cursors of the pages beside this one; null where there is none. */
  previous: string | null;
  next: string | null;
  /** How many there are, in words, at the left. */
  summary?: ReactNode;
};

type StepProps = { name: "before" | "after"; cursor: string | null; label: string; children: ReactNode };

function Step({ name, cursor, label, children }: StepProps) {
  const query = Object.fromEntries(
    [...useSearchParams()].filter(([key]) => key !== "before" && key !== "after"),
  );
  const look = buttonClass({ variant: "secondary", size: "sm" });
  if (cursor === null) {
    return (
      <span className={look} aria-disabled role="link" aria-label={label}>
        {children}
      </span>
    );
  }
  return (
    <Link
      className={look}
      href={{ query: { ...query, [name]: cursor } }}
      rel={name === "after" ? "next" : "prev"}
      aria-label={label}
    >
      {children}
    </Link>
  );
}

/** Links to the pages before and after, by the parameters "before" and "after"; the rest of the address stays. */
export function KeysetPager({ previous, next, summary }: KeysetPagerProps) {
  const t = useTranslations("common");
  if (previous === null && next === null && summary === undefined) return null;
  return (
    <nav
      aria-label={t("pages")}
      className="border-border text-muted-foreground flex items-center justify-between gap-4 border-t px-3 py-2 text-xs"
    >
      <span className="tabular">{summary}</span>
      <span className="flex gap-1.5">
        <Step name="before" cursor={previous} label={t("previousPage")}>
          <ChevronLeft aria-hidden />
        </Step>
        <Step name="after" cursor={next} label={t("nextPage")}>
          <ChevronRight aria-hidden />
        </Step>
      </span>
    </nav>
  );
}
