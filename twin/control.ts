import type { Hono } from "hono";
import { z } from "zod";
import type { Twin, TwinEnv } from "#twin/app.ts";
import { authenticate } from "#twin/authenticate.ts";
import { badRequest } from "#twin/errors.ts";
import { addForeignEvent, AddEvent } from "#twin/events/add-foreign.ts";
import { Fault } from "#twin/faults.ts";
import { acceptInvite } from "#twin/invites/accept.ts";
import { addSeedingRoutes } from "#twin/seeding/app.ts";
import { totals } from "#twin/totals.ts";

const SetFaults = z.strictObject({ faults: z.array(Fault) });
const AcceptInvite = z.strictObject({ name: z.string().default("New member") });

/** What a test or a demonstration needs and the real service lacks: everything under `/__twin`, by admin key. */
export function addControlRoutes(app: Hono<TwinEnv>, { pool, faults, requests, seeding }: Twin): void {
  app.use("/__twin/*", async (context, next) => {
    await authenticate(pool, context.req.header("authorization"));
    await next();
  });
  addSeedingRoutes(app, seeding);
  app.get("/__twin/totals", async (context) => context.json(await totals(pool)));
  app.get("/__twin/requests", (context) => context.json(Object.fromEntries(requests)));
  app.post("/__twin/invites/:invite_id/accept", async (context) => {
    const body = AcceptInvite.safeParse(await context.req.json().catch(() => ({})));
    if (!body.success) throw badRequest(z.prettifyError(body.error));
    const user_id = await acceptInvite(pool, context.req.param("invite_id"), body.data.name);
    return context.json({ user_id });
  });
  app.post("/__twin/events", async (context) => {
    const body = AddEvent.safeParse(await context.req.json().catch(() => undefined));
    if (!body.success) throw badRequest(z.prettifyError(body.error));
    const id = await addForeignEvent(pool, body.data);
    return context.json({ id });
  });
  app.get("/__twin/faults", (context) => context.json({ faults: faults.list() }));
  app.delete("/__twin/faults", (context) => {
    faults.set([]);
    return context.json({ faults: [] });
  });
  app.post("/__twin/faults", async (context) => {
    const parsed = SetFaults.safeParse(await context.req.json().catch(() => undefined));
    if (!parsed.success) throw badRequest(z.prettifyError(parsed.error), "faults", "invalid_value");
    faults.set(parsed.data.faults);
    return context.json({ faults: faults.list() });
  });
}
