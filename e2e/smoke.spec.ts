import { expect, test } from "./fixtures.ts";

const pages = [
  "/o/sandbox",
  "/o/sandbox/members",
  "/o/sandbox/projects",
  "/o/sandbox/keys",
  "/o/sandbox/usage",
  "/o/sandbox/costs",
  "/o/sandbox/audit",
  "/o/sandbox/settings",
];

test("what was started says that it lives, and that everything it needs is there", async ({ request }) => {
  expect((await request.get("/api/health/live")).status()).toBe(200);
  const ready = await request.get("/api/health/ready");
  expect(ready.status()).toBe(200);
  // Another test may leave an organization whose upstream is gone, which makes the whole "degraded".
  const health = (await ready.json()) as { workers: { alive: number } };
  expect(health).toMatchObject({
    status: expect.stringMatching(/^(ready|degraded)$/),
    database: { isUp: true, isMigrated: true },
  });
  expect(health.workers.alive).toBeGreaterThan(0);
});

test("whoever isn't signed in is sent to sign in", async ({ page }) => {
  await page.goto("/o/sandbox");
  await expect(page).toHaveURL(/\/sign-in/);
});

for (const path of pages) {
  test(`${path} opens for an admin, without an error in the browser`, async ({ page, signInAs }) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("response", (response) => {
      if (response.status() >= 500) errors.push(`${response.status()} ${response.url()}`);
    });
    await signInAs("admin");

    const response = await page.goto(path);

    expect(response?.status()).toBe(200);
    await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
    expect(errors).toEqual([]);
  });
}
