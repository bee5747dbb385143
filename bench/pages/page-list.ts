/**
 * A page of the console and the statements that fetch the same numbers; :names in either are filled in from the data.
 * isOutside: of no organization.
 */
export type BenchPage = { name: string; path: string; sql: string; isOutside?: boolean };

/** In the order of the navigation. */
export const benchPages: readonly BenchPage[] = [
  { name: "overview", path: "", sql: "overview" },
  { name: "usage", path: "/usage", sql: "usage" },
  { name: "usage, comp.", path: "/usage?compare=previous", sql: "usage-compared" },
  { name: "usage kinds", path: "/usage/kinds", sql: "usage-kinds" },
  { name: "usage days", path: "/usage/rows?show=input", sql: "usage-days" },
  {
    name: "usage rows",
    path: "/usage/rows?show=input&range=custom&from=:day_local&through=:day_local",
    sql: "usage-rows",
  },
  { name: "a view", path: "/usage?range=7d&by=project", sql: "views" },
  { name: "costs", path: "/costs?range=month", sql: "costs" },
  { name: "costs, comp.", path: "/costs?range=month&compare=year", sql: "costs-compared" },
  { name: "cost rows", path: "/costs/rows?range=custom&from=:day_utc&through=:day_utc", sql: "cost-rows" },
  { name: "members", path: "/members", sql: "members" },
  { name: "member", path: "/members/:member", sql: "member" },
  { name: "projects", path: "/projects", sql: "projects" },
  { name: "project", path: "/projects/:project", sql: "project" },
  { name: "keys", path: "/keys", sql: "keys" },
  { name: "key", path: "/keys/:key_project/:key", sql: "key" },
  { name: "invites", path: "/members/invites", sql: "invites" },
  { name: "exports", path: "/exports", sql: "exports" },
  { name: "audit log", path: "/audit", sql: "audit" },
  { name: "trail", path: "/audit/trail", sql: "trail" },
  { name: "streams", path: "/settings/streams", sql: "streams" },
  { name: "settings", path: "/settings", sql: "settings" },
  { name: "people", path: "/settings/people", sql: "people" },
  { name: "account", path: "/account", sql: "account", isOutside: true },
  { name: "search", path: "/search?q=yuki.mori.40003", sql: "search" },
];
