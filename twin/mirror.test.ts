import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 40 });
});
afterAll(() => twin.stop());

const limit = 100;

async function count(items: AsyncIterable<unknown>): Promise<number> {
  const seen: unknown[] = [];
  for await (const item of items) seen.push(item);
  return seen.length;
}

test("everything read through the SDK adds up to the totals", async () => {
  const { projects, users, groups, roles, invites, auditLogs } = twin.admin;
  const read = {
    projects: 0,
    archivedProjects: 0,
    projectUsers: 0,
    serviceAccounts: 0,
    apiKeys: 0,
    roles: 0,
  };
  for await (const project of projects.list({ limit, include_archived: true })) {
    read.projects += 1;
    read.apiKeys += await count(projects.apiKeys.list(project.id, { limit, owner_project_access: "any" }));
    if (project.status === "archived") {
      read.archivedProjects += 1;
      continue;
    }
    read.projectUsers += await count(projects.users.list(project.id, { limit }));
    read.serviceAccounts += await count(projects.serviceAccounts.list(project.id, { limit }));
    read.roles += await count(projects.roles.list(project.id));
  }
  let groupUsers = 0;
  for await (const group of groups.list())
    groupUsers += await count(groups.users.list(group.id, { limit: 3 }));
  const expected = await twin.totals();
  const rolesOfArchived = 3 * expected.archivedProjects;
  expect({
    ...read,
    roles: read.roles + rolesOfArchived + (await count(roles.list())),
    users: await count(users.list({ limit })),
    invites: await count(invites.list({ limit })),
    groups: await count(groups.list()),
    groupUsers,
    events: await count(auditLogs.list({ limit })),
    tenantEvents: await count(auditLogs.list({ limit, tenant_only: true })),
  }).toEqual({
    projects: expected.projects,
    archivedProjects: expected.archivedProjects,
    projectUsers: expected.projectUsers,
    serviceAccounts: expected.serviceAccounts,
    apiKeys: expected.apiKeys,
    roles: expected.roles,
    users: expected.users,
    invites: expected.invites,
    groups: expected.groups,
    groupUsers: expected.groupUsers,
    events: expected.events,
    tenantEvents: expected.tenantEvents,
  });
});

test("hourly usage by every dimension adds up to the totals, row for row", async () => {
  const start_time = Math.floor(Date.now() / 1000) - 41 * 86_400;
  const group_by = [
    "project_id",
    "user_id",
    "api_key_id",
    "model",
    "batch",
    "service_tier",
    "api_source",
  ] as const;
  const read = { rows: 0, requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
  let page: string | null = null;
  do {
    const query = { start_time, bucket_width: "1h" as const, limit: 168, group_by: [...group_by] };
    const answer = await twin.admin.usage.completions({ ...query, ...(page === null ? {} : { page }) });
    for (const result of answer.data.flatMap((bucket) => bucket.results)) {
      if (result.object !== "organization.usage.completions.result") continue;
      read.rows += 1;
      read.requests += result.num_model_requests;
      read.inputTokens += result.input_tokens;
      read.cachedTokens += result.input_cached_tokens ?? 0;
      read.outputTokens += result.output_tokens;
    }
    page = answer.next_page;
  } while (page !== null);
  expect(read).toEqual((await twin.totals()).completions);
});
