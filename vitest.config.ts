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
    // What a loaded machine of two cores may take: time never decides whether a test is right.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
