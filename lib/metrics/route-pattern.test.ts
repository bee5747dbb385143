import { expect, test } from "vitest";
import { readRoutePatterns, routePatterns } from "#lib/metrics/route-pattern.ts";

const pattern = routePatterns({
  staticRoutes: [{ page: "/" }, { page: "/api/health/live" }],
  dynamicRoutes: [
    { page: "/o/[organization]", regex: "^/o/([^/]+?)(?:/)?$" },
    { page: "/o/[organization]/projects/[project]", regex: "^/o/([^/]+?)/projects/([^/]+?)(?:/)?$" },
  ],
});

test.each([
  ["/", "/"],
  ["/api/health/live", "/api/health/live"],
  ["/o/acme", "/o/[organization]"],
  ["/o/acme/projects/proj_1", "/o/[organization]/projects/[project]"],
  ["/_next/static/chunks/1.js", "/_next"],
  ["/wp-login.php", "other"],
  ["/o/acme/projects/proj_1/more", "other"],
])("%s is of the route %s: nothing that somebody sent becomes a label", (path, expected) => {
  expect(pattern(path)).toBe(expected);
});

test("without a build every path is other", () => {
  expect(readRoutePatterns("/nowhere/at/all")("/o/acme")).toBe("other");
});
