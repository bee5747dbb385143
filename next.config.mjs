/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  cacheComponents: true,
  typedRoutes: true,
  poweredByHeader: false,
  // Native modules and the database driver stay outside the bundle.
  serverExternalPackages: ["pg", "pg-copy-streams", "@node-rs/argon2", "@prisma/adapter-pg", "pg-boss", "pino"],
};

export default config;
