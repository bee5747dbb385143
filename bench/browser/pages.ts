import type { Page } from "@playwright/test";

export type ConsolePage = { name: string; path: string; isPublic?: boolean; hasChart?: boolean };

const fixed: ConsolePage[] = [
  { name: "sign-in", path: "/sign-in", isPublic: true },
  { name: "account", path: "/account" },
  { name: "connect", path: "/connect" },
  { name: "overview", path: "/o/sandbox" },
  { name: "usage", path: "/o/sandbox/usage", hasChart: true },
  { name: "all kinds", path: "/o/sandbox/usage/kinds" },
  { name: "usage rows", path: "/o/sandbox/usage/rows" },
  { name: "costs", path: "/o/sandbox/costs", hasChart: true },
  { name: "costs rows", path: "/o/sandbox/costs/rows" },
  { name: "members", path: "/o/sandbox/members" },
  { name: "invites", path: "/o/sandbox/members/invites" },
  { name: "projects", path: "/o/sandbox/projects" },
  { name: "keys", path: "/o/sandbox/keys" },
  { name: "exports", path: "/o/sandbox/exports" },
  { name: "audit", path: "/o/sandbox/audit" },
  { name: "trail", path: "/o/sandbox/audit/trail" },
  { name: "settings", path: "/o/sandbox/settings" },
  { name: "people", path: "/o/sandbox/settings/people" },
  { name: "streams", path: "/o/sandbox/settings/streams" },
];

async function firstLink(page: Page, list: string): Promise<string> {
  await page.goto(list);
  const href = await page.locator(`main table a[href^="${list}/"]`).first().getAttribute("href");
  if (href === null) throw new Error(`${list} links to nothing below it.`);
  return href;
}

/** Every page of the console on the demonstration's data; one member and one project stand for their kind. */
export async function listPages(page: Page): Promise<ConsolePage[]> {
  return [
    ...fixed,
    { name: "member", path: await firstLink(page, "/o/sandbox/members") },
    { name: "project", path: await firstLink(page, "/o/sandbox/projects") },
    { name: "key", path: await firstLink(page, "/o/sandbox/keys") },
  ];
}
