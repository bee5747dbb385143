import { expect, signInAs as signIn, test } from "./fixtures.ts";

test("a wrong password is refused in words, and the email stays", async ({ page }) => {
  await page.goto("/sign-in");
  const email = `nobody-${Date.now()}@example.com`;
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page.getByRole("alert").filter({ hasText: "wrong" })).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(email);
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});

test("signing in leads to the page that was asked for, not to another site", async ({ page }) => {
  const response = await page.request.get("/o/sandbox/usage?kind=embeddings", { maxRedirects: 0 });
  expect(response.status()).toBe(307);
  expect(response.headers()["location"]).toBe("/sign-in?next=%2Fo%2Fsandbox%2Fusage%3Fkind%3Dembeddings");

  await page.goto("/sign-in?next=https://evil.example/");
  await page.getByLabel("Email").fill("admin@example.com");
  await page.getByLabel("Password", { exact: true }).fill(process.env["E2E_PASSWORD"] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/o\/sandbox$/);
});

test("signing out ends the session for every copy of its cookie", async ({ page, context, baseURL }) => {
  await signIn(page, "auditor");
  await page.goto("/o/sandbox/members");
  const copied = await context.cookies();

  await page.getByRole("button", { name: /Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You have signed out.")).toBeVisible();

  await context.addCookies(copied);
  const response = await page.request.get(`${baseURL}/o/sandbox/members`, { maxRedirects: 0 });
  expect(response.status()).toBe(307);
});

test("the cookie cannot be read by scripts and holds no name", async ({ page, context }) => {
  await signIn(page, "finance");
  const session = (await context.cookies()).find(({ name }) => name.endsWith("next-auth.session-token"));

  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("session-token");
  const answer = await page.request.get("/api/auth/session");
  expect(Object.keys((await answer.json()) as object).toSorted()).toEqual(["expires", "sid"]);
});

test("a session that ends in mid-form says so and keeps what was typed", async ({ page, context }) => {
  await signIn(page, "admin");
  await page.goto("/o/sandbox/projects");
  await page.getByRole("button", { name: /create project/i }).click();
  const name = page.getByRole("dialog").getByLabel(/name/i);
  await name.fill("Typed with care");
  await context.clearCookies();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /create/i })
    .click();

  await expect(page.getByRole("alert").filter({ hasText: "Your session has ended" })).toBeVisible();
  await expect(name).toHaveValue("Typed with care");
});
