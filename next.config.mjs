/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  cacheComponents: true,
  typedRoutes: true,
  poweredByHeader: false,
  // Types are checked by npm test, and once is enough: whoever starts a server shouldn't wait for it again.
  typescript: { ignoreBuildErrors: true },
  // Native modules and the database driver stay outside the bundle.
  serverExternalPackages: [
    "pg",
    "pg-copy-streams",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "pg-boss",
    "pino",
  ],
};

export default config;
