import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Manifest = z.object({
  staticRoutes: z.array(z.object({ page: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
});

export type RoutePattern = (path: string) => string;

/** Names the route of a path, such as "/o/[organization]/audit"; "other" for what no route answers. */
export function routePatterns(manifest: z.output<typeof Manifest>): RoutePattern {
  const exact = new Set(manifest.staticRoutes.map(({ page }) => page));
  const dynamic = manifest.dynamicRoutes.map(({ page, regex }) => ({ page, regex: new RegExp(regex) }));
  return (path) => {
    if (path.startsWith("/_next/")) return "/_next";
    if (exact.has(path)) return path;
    return dynamic.find(({ regex }) => regex.test(path))?.page ?? "other";
  };
}

/** The patterns of the build in a folder; without one, as in development, every path is "other". */
export function readRoutePatterns(folder: string): RoutePattern {
  const file = join(folder, ".next/routes-manifest.json");
  if (!existsSync(file)) return () => "other";
  const parsed = Manifest.safeParse(JSON.parse(readFileSync(file, "utf8")));
  return parsed.success ? routePatterns(parsed.data) : () => "other";
}
