"use client";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";

const tabListClass = "flex gap-4 overflow-x-auto border-b border-border";
const tabClass =
  "-mb-px border-b-2 border-transparent px-0.5 py-2 text-sm font-medium whitespace-nowrap text-muted-foreground transition-colors hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground";

type LinkTabsProps<Path extends string> = { label: string; tabs: { href: Route<Path>; label: string }[] };

/** Tabs that are pages: each has an address of its own. */
export function LinkTabs<Path extends string>({ label, tabs }: LinkTabsProps<Path>) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={tabListClass}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          className={tabClass}
          {...(pathname === tab.href && { "aria-current": "page" })}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
