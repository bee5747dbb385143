import { defineConfig, devices } from "@playwright/test";

const executablePath = process.env["METSUKE_CHROMIUM"] ?? "/usr/bin/chromium";
// Chromium's sandbox refuses root, as in a container.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results/e2e",
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env["CI"] !== undefined,
  retries: process.env["CI"] === undefined ? 0 : 1,
  // Two browsers share two cores with the servers, as on a small runner: what is slow there is not wrong.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "Asia/Tokyo",
    launchOptions: { executablePath, args },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
