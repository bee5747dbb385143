import { expect, test } from "vitest";
import { writer } from "#lib/db-writer.ts";
import { beginsBeforeKept } from "#lib/retention/begins-before.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";

test("a range that begins before the first kept day is told so, one that begins with it is not", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization, role: "viewer" });
  await writer.retention.create({
    data: {
      organizationId: organization.id,
      facts: "usage",
      keepMonths: 13,
      keptSince: new Date("2026-03-01"),
    },
  });
  expect(await beginsBeforeKept(actor, "usage", ["2026-03-01"])).toBeNull();
  expect(await beginsBeforeKept(actor, "usage", ["2026-02-28"])).toBe("2026-03-01");
  expect(await beginsBeforeKept(actor, "usage", ["2026-04-01", "2025-04-01"])).toBe("2026-03-01");
  expect(await beginsBeforeKept(actor, "usage", [undefined])).toBe("2026-03-01");
});

test("where nothing was let go of, and of other facts and organizations, nothing is told", async () => {
  const [mine, theirs] = [await anOrganization(), await anOrganization()];
  await writer.retention.create({
    data: { organizationId: theirs.id, facts: "costs", keepMonths: 13, keptSince: new Date("2026-03-01") },
  });
  await writer.retention.create({ data: { organizationId: mine.id, facts: "costs", keepMonths: 13 } });
  expect(await beginsBeforeKept(await anActor({ organization: mine }), "costs", [undefined])).toBeNull();
  expect(await beginsBeforeKept(await anActor({ organization: theirs }), "usage", [undefined])).toBeNull();
});
