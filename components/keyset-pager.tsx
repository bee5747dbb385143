import type { ReactNode } from "react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { askedQuery } from "#components/asked-query.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

type KeysetPagerProps = {
  /** Cursors of the pages beside this one; null where there is none. */
  previous: string | null;
  next: string | null;
  summary?: ReactNode;
};

type StepProps = {
  name: "before" | "after";
  cursor: string | null;
  query: Record<string, string>;
  label: string;
  children: ReactNode;
};

function Step({ name, cursor, query, label, children }: StepProps) {
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
export async function KeysetPager({ previous, next, summary }: KeysetPagerProps) {
  if (previous === null && next === null && summary === undefined) return null;
  const [t, query] = await Promise.all([getTranslations("common"), askedQuery(["before", "after"])]);
  return (
    <nav
      aria-label={t("pages")}
      className="border-border text-muted-foreground flex items-center justify-between gap-4 border-t px-3 py-2 text-xs"
    >
      <span className="tabular">{summary}</span>
      <span className="flex gap-1.5">
        <Step name="before" query={query} cursor={previous} label={t("previousPage")}>
          <ChevronLeft aria-hidden />
        </Step>
        <Step name="after" query={query} cursor={next} label={t("nextPage")}>
          <ChevronRight aria-hidden />
        </Step>
      </span>
    </nav>
  );
}
