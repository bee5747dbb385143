/**
 * Reads one stream of an organization to its end, or "everything", as a worker does, in a process of its own. Prints
 * JSON: rows, seconds, when the first rows could be seen, and the most memory that the process ever had, in bytes.
 */
import { pool } from "#lib/db-writer.ts";
import { isStreamKind } from "#lib/sync/kinds.ts";
import { syncEverything, syncStream } from "#lib/sync/run-all.ts";

const [organizationId = "", kind = ""] = process.argv.slice(2);
const startedAt = performance.now();
const since = () => (performance.now() - startedAt) / 1000;
let firstAt: number | null = null;
const watching = setInterval(() => {
  const seen = pool.query("SELECT 1 FROM streams WHERE organization_id = $1 AND rows_mirrored > 0 LIMIT 1", [
    organizationId,
  ]);
  void seen.then(({ rowCount }) => {
    if (rowCount === 1) firstAt ??= since();
  });
}, 100);
const outcomes = isStreamKind(kind)
  ? [await syncStream(organizationId, kind)]
  : await syncEverything(organizationId);
clearInterval(watching);
const failed = outcomes.find(({ error }) => error !== null);
if (failed) throw new Error(`${failed.kind}: ${failed.error?.message}`);
const rows = outcomes.reduce((sum, outcome) => sum + outcome.rows, 0);
const memory = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ rows, seconds: since(), firstAt: firstAt ?? since(), memory }));
await pool.end();
