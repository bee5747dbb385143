import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "#twin/routes.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
/** Ids that there are, by the name of the parameter that takes them. */
let known: Record<string, string[]>;

const tables: Record<string, string> = {
  user_id: "users",
  project_id: "projects",
  invite_id: "invites",
  group_id: "groups",
  service_account_id: "service_accounts",
  api_key_id: "api_keys",
  alert_id: "spend_alerts",
  role_id: "roles",
};

beforeAll(async () => {
  twin = await startTestTwin();
  const project = await twin.admin.projects.create({ name: "Search" });
  await twin.sql(
    "INSERT INTO twin.users (id, email, name, role, added_at) VALUES ('user-1', 'one@example.com', 'One', 'reader', 1760000000)",
  );
  await twin.admin.projects.users.create(project.id, { user_id: "user-1", role: "member" });
  await twin.admin.projects.serviceAccounts.create(project.id, { name: "Nightly" });
  await twin.admin.groups.create({ name: "Research" });
  await twin.admin.invites.create({ email: "guest@example.com", role: "reader" });
  // Not the key that asks: it would be deleted before long.
  const spare = await twin.admin.adminAPIKeys.create({ name: "Spare" });
  known = { key_id: [spare.id] };
  for (const [parameter, table] of Object.entries(tables)) {
    const rows = await twin.sql(`SELECT id FROM twin.${table} ORDER BY id LIMIT 3`);
    known[parameter] = rows.map(({ id }) => String(id));
  }
}, 60_000);
afterAll(() => twin.stop());

const text = fc.oneof(
  fc.constantFrom(
    ...[
      "",
      "\0",
      "a\0b",
      "\ud800",
      "😀",
      "%",
      "'; --",
      "..",
      "null",
      "undefined",
      "true",
      "-1",
      "0",
      "1",
      "100",
      "101",
    ],
    ...[
      "1e9",
      "1.5",
      "NaN",
      "Infinity",
      "9007199254740993",
      "99999999999999999999",
      "-62135596801",
      "x".repeat(5_000),
    ],
    ...[
      "asc",
      "desc",
      "1d",
      "1h",
      "1m",
      "project_id",
      "model",
      "user_id,model",
      "owner",
      "member",
      "usd",
      "eyJhIjoxfQ",
    ],
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);

const parameters = [
  ..."limit after before order page start_time end_time bucket_width group_by group_by[] project_ids".split(
    " ",
  ),
  ..."project_ids[] user_ids api_key_ids[] models models[] batch sizes sources line_items emails[]".split(
    " ",
  ),
  ..."include_archived effective_at[gt] effective_at[gte] effective_at[lt] effective_at[lte] effective_at event_types[]".split(
    " ",
  ),
  ..."actor_ids[] actor_emails[] resource_ids[] vector_store_ids context_levels owner_project_access include_project_access".split(
    " ",
  ),
];
const query = fc.array(fc.tuple(fc.constantFrom(...parameters), text), { maxLength: 6 });

const value = fc.oneof(
  text,
  fc.constantFrom<unknown>(null, true, -1, 0, 0.1, 1e308, [], {}, [null], [["a"]], { a: { b: [] } }, [
    "a",
    "a",
  ]),
  fc.array(fc.dictionary(fc.constantFrom("id", "role", "project_id"), text), { maxLength: 2 }),
);
const fields = [
  ..."name role email user_id group_id role_id projects scopes permissions description expires_at currency".split(
    " ",
  ),
  ..."threshold_amount amount interval notification_channel max_requests_per_1_minute batch_1_day_max_input_tokens".split(
    " ",
  ),
  ..."type recipients subject_prefix resource_type geography external_key_id __proto__ constructor id".split(
    " ",
  ),
];
const body = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .dictionary(fc.constantFrom(...fields), value, { maxKeys: 6 })
      .map((sent) => JSON.stringify(sent)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      "{",
      "null",
      "[]",
      '"text"',
      "1",
      "\0",
      '{"a":1,"a":2}',
      "{}{}",
      "[".repeat(5_000),
    ),
  },
);

/** An address of the template, each of its parameters one that there is or anything at all. */
function addressOf(template: string) {
  const names = [...template.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  const chosen = names.map((name) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.nat(2).map((at) => known[name]?.[at] ?? "none") },
      { weight: 1, arbitrary: text },
    ),
  );
  return fc
    .tuple(...chosen)
    .map((values) =>
      template.replace(/:(\w+)/g, () => encodeURIComponent((values.shift() ?? "").toWellFormed() || "none")),
    );
}

test.each(Object.keys(routes))(
  "%s never breaks, whatever is sent, and refuses in the API's own shape",
  async (template) => {
    const [method = "", path = ""] = template.split(" ");
    await fc.assert(
      fc.asyncProperty(addressOf(path), query, body, async (address, asked, sent) => {
        const pairs = asked.map(([name, given]): [string, string] => [name, given.toWellFormed()]);
        const response = await fetch(`${twin.url}${address}?${new URLSearchParams(pairs).toString()}`, {
          method,
          headers: { authorization: "Bearer sk-admin-twin", "content-type": "application/json" },
          ...(method === "POST" && { body: sent }),
        });
        const answer = await response.text();
        expect(response.status, answer).toBeLessThan(500);
        expect(response.status, answer).not.toBe(401);
        const said = JSON.parse(answer) as { error?: { message?: unknown; type?: unknown } };
        if (response.status !== 200)
          expect(said.error).toMatchObject({
            message: expect.any(String) as string,
            type: expect.any(String) as string,
          });
      }),
      { numRuns: 25 },
    );
  },
  60_000,
);
