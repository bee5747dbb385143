/** What holds for every answer; the content security policy has a nonce for each request and stands in proxy.ts. */
const headers = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
];

/**
 * Every page is for one signed-in person, so nothing is prerendered: a page that is missing or forbidden answers
 * with its true status, which a shell sent ahead of the session (cacheComponents) could not.
 * @type {import("next").NextConfig}
 */
const config = {
  output: "standalone",
  // scripts/build gives builds of the same sources the same name.
  generateBuildId: async () => process.env.METSUKE_BUILD_ID ?? null,
  typedRoutes: true,
  poweredByHeader: false,
  // Only bench/javascript.ts asks for them, in a build of its own, to tell what weighs.
  productionBrowserSourceMaps: process.env.METSUKE_SOURCE_MAPS === "1",
  // Types are checked by npm test, and once is enough: whoever starts a server shouldn't wait for it again.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    // Of d3's scales only those that the charts use (components/chart/used-scales.ts).
    resolveAlias: { "victory-vendor/d3-scale": "./components/chart/used-scales.ts" },
  },
  headers: async () => [{ source: "/:path*", headers }],
  // A page that another build made asks for its own files (lib/static-files).
  rewrites: async () => ({
    beforeFiles: [],
    afterFiles: [],
    fallback: [{ source: "/_next/static/:path*", destination: "/api/static/:path*" }],
  }),
  // Native modules and the database driver stay outside the bundle.
  serverExternalPackages: [
    "pg",
    "pg-copy-streams",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "pg-boss",
    "pino",
    "prom-client",
  ],
};

export default config;
