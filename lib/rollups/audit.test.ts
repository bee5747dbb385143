import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { usageFacts } from "#lib/testing/facts.ts";
import { anOrganization } from "#lib/testing/factories.ts";
import { auditRollups } from "./audit.ts";
import { requestStale } from "./request-stale.ts";

async function requested(organization: { id: string }): Promise<number> {
  const { rowCount } = await pool.query(
    "SELECT 1 FROM pgboss.job WHERE name = 'rebuild-rollups' AND data->>'organizationId' = $1",
    [organization.id],
  );
  return rowCount ?? 0;
}

test("rollups that differ from their rows are built anew, those that don't are left alone", async () => {
  const [sound, harmed] = [await anOrganization(), await anOrganization()];
  for (const organization of [sound, harmed])
    await usageFacts(organization, [{ at: "2026-05-05T10:00:00Z", project: "proj_a", requests: 5 }]);
  await pool.query("DELETE FROM facts.usage_monthly WHERE organization_id = $1", [harmed.id]);

  expect((await auditRollups()).wrong).toBeGreaterThanOrEqual(1);
  expect(await requested(harmed)).toBe(1);
  expect(await requested(sound)).toBe(0);
});

test("what an older version rolled up is built anew by this one", async () => {
  const organization = await anOrganization();
  await usageFacts(organization, [{ at: "2026-05-05T10:00:00Z", requests: 5 }]);
  await pool.query("UPDATE facts.rollups SET is_stale = true WHERE organization_id = $1", [organization.id]);
  expect(await requestStale()).toContain(organization.id);
  expect(await requested(organization)).toBe(1);
});
