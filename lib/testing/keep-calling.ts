/** A process that asks an organization for its members again and again, as the sync does: in its turn. */
import { setTimeout as sleep } from "node:timers/promises";
import { callUpstream } from "#lib/admin-api/call.ts";
import { HeldBack } from "#lib/admin-api/errors.ts";

const [organizationId = ""] = process.argv.slice(2);

while (true) {
  try {
    await callUpstream(
      organizationId,
      "GET /organization/users",
      async (admin) => (await admin.users.list({ limit: 1 }).asResponse()).text().then(() => ({})),
      { patienceMs: 1_500, isBackground: true },
    );
  } catch (error) {
    const waitMs = error instanceof HeldBack ? error.until.getTime() - Date.now() : 50;
    await sleep(Math.max(50, waitMs));
  }
}
