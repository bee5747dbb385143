import { Hono } from "hono";
import type { Env } from "hono";
import { z } from "zod";
import { ApiError, badRequest } from "#twin/errors.ts";
import { hashSecret } from "#twin/ids.ts";
import type { Seeding } from "#twin/seeding/control.ts";

const Act = z.strictObject({ action: z.enum(["pause", "resume", "cancel"]) });

/** How far the seeding is, and what steers it. */
export function addSeedingRoutes<E extends Env>(app: Hono<E>, seeding: Seeding): void {
  app.get("/__twin/seeding", (context) => context.json(seeding.progress()));
  app.post("/__twin/seeding", async (context) => {
    const body = Act.safeParse(await context.req.json().catch(() => undefined));
    if (!body.success) throw badRequest(z.prettifyError(body.error), "action", "invalid_value");
    if (!seeding.act(body.data.action)) {
      throw badRequest(`There is no seeding to ${body.data.action}.`, "action", "invalid_value");
    }
    return context.json(seeding.progress());
  });
}

/** What answers until the organization is there: the control address, and 503 for everything else. */
export function createSeedingApp(seeding: Seeding, adminKey: string): Hono {
  const app = new Hono();
  app.use("/__twin/*", async (context, next) => {
    if (!isAdmin(context.req.header("authorization"), adminKey))
      throw new ApiError(401, "Incorrect API key provided.");
    await next();
  });
  addSeedingRoutes(app, seeding);
  app.all("*", () => {
    const { phase, rows, expectedRows } = seeding.progress();
    throw new ApiError(
      503,
      `The twin is still being seeded (${phase}, ${rows} of about ${expectedRows} rows). GET /__twin/seeding tells more.`,
      { type: "server_error", code: "twin_seeding" },
    );
  });
  app.onError((error, context) => {
    const known =
      error instanceof ApiError ? error : new ApiError(500, String(error), { type: "server_error" });
    return context.json(known.body, known.status);
  });
  return app;
}

function isAdmin(header: string | undefined, adminKey: string): boolean {
  const given = /^Bearer (.+)$/i.exec(header ?? "")?.[1];
  return given !== undefined && hashSecret(given) === hashSecret(adminKey);
}
