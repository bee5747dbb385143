"use client";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { tabClass, tabListClass } from "#components/ui/tabs.tsx";

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
