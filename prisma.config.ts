import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's own engine is a download; this one comes with the packages: see scripts/prisma/schema-engine.ts.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= fileURLToPath(
  new URL("scripts/prisma/schema-engine.ts", import.meta.url),
);
process.env["PRISMA_HIDE_UPDATE_MESSAGE"] ??= "1";

const url = process.env["DATABASE_URL"];

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  ...(url && { datasource: { url } }),
});
