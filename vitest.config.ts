import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["react-server"] } },
  test: {
    environment: "node",
    include: ["{app,bench,bin,components,lib,prisma,scripts,twin}/**/*.test.{ts,tsx}"],
    globalSetup: ["lib/testing/global-setup.ts"],
    setupFiles: ["lib/testing/worker-setup.ts"],
    // Packages that guard server code choose their entry by this condition.
    execArgv: ["--conditions=react-server"],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
