/** A page of the console and the statements that fetch the same numbers; :names in either are filled in from the data. */
export type BenchPage = { name: string; path: string; sql: string };

/** In the order of the navigation. */
export const benchPages: readonly BenchPage[] = [
  { name: "overview", path: "", sql: "overview" },
  { name: "usage", path: "/usage", sql: "usage" },
  { name: "costs", path: "/costs?range=month", sql: "costs" },
  { name: "members", path: "/members", sql: "members" },
  { name: "member", path: "/members/:member", sql: "member" },
  { name: "projects", path: "/projects", sql: "projects" },
  { name: "project", path: "/projects/:project", sql: "project" },
  { name: "keys", path: "/keys", sql: "keys" },
  { name: "audit log", path: "/audit", sql: "audit" },
  { name: "trail", path: "/audit/trail", sql: "trail" },
  { name: "streams", path: "/settings/streams", sql: "streams" },
  { name: "search", path: "/search?q=yuki.mori.40003", sql: "search" },
];
