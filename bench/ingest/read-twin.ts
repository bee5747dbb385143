/**
 * Reads one stream of an organization to its end, as a worker does, in a process of its own. Prints JSON: rows,
 * seconds, when the first rows could be seen, and the most memory that the process ever had, in bytes.
 */
import { pool } from "#lib/db-writer.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { syncStream } from "#lib/sync/run-all.ts";

const [organizationId = "", kind = ""] = process.argv.slice(2);
const startedAt = performance.now();
const since = () => (performance.now() - startedAt) / 1000;
let firstAt: number | null = null;
const watching = setInterval(() => {
  void pool
    .query("SELECT 1 FROM facts.usage WHERE organization_id = $1 LIMIT 1", [organizationId])
    .then(({ rowCount }) => {
      if (rowCount === 1) firstAt ??= since();
    });
}, 100);
const { rows, error } = await syncStream(organizationId, kind as StreamKind);
clearInterval(watching);
if (error) throw new Error(error.message);
const seconds = since();
console.log(JSON.stringify({ rows, seconds, firstAt, memory: process.resourceUsage().maxRSS * 1024 }));
await pool.end();
