/** Settles what is open and reads everything once more, when the killing is over. Exit 1: something could not be read. */
import { reconcileChanges } from "#lib/changes/reconcile.ts";
import { pool } from "#lib/db-writer.ts";
import { syncEverything } from "#lib/sync/run-all.ts";

const [organizationId = ""] = process.argv.slice(2);

const inAnHour = new Date(Date.now() + 3_600_000);
for (let time = 0; time < 5; time += 1) {
  const { open } = await reconcileChanges(inAnHour);
  if (open === 0) break;
}
await pool.query("UPDATE streams SET not_before = NULL WHERE organization_id = $1", [organizationId]);
// A run that was under way ends as of its beginning: what upstream has added since comes with the next.
await syncEverything(organizationId);
const outcomes = await syncEverything(organizationId);
const failed = outcomes.filter(({ error }) => error !== null);
if (failed.length > 0) console.error(JSON.stringify(failed));
process.exit(failed.length === 0 ? 0 : 1);
