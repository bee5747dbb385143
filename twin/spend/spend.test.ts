import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

const now = Math.floor(Date.now() / 1000);
const monthly = { currency: "USD", interval: "month" } as const;
const channel = { type: "email", recipients: ["finance@example.com"] } as const;
const alert = (threshold_amount: number) => ({
  ...monthly,
  threshold_amount,
  notification_channel: { ...channel, recipients: [...channel.recipients] },
});

async function aProject(): Promise<string> {
  return (await twin.admin.projects.create({ name: "Spender" })).id;
}

async function cost(projectId: string, at: number, amount: string): Promise<void> {
  await twin.sql(
    "INSERT INTO twin.costs (day_at, project_id, line_item, amount) VALUES ($1, $2, 'gpt-5.2, output_tokens', $3)",
    [at - (at % 86_400), projectId, amount],
  );
}

test("a limit of a project is set, replaced, read and removed, and says when there is none", async () => {
  const { spendLimit } = twin.admin.projects;
  const id = await aProject();
  await expect(spendLimit.retrieve(id)).rejects.toMatchObject({ status: 404, code: "not_found" });
  const made = await spendLimit.update(id, { ...monthly, threshold_amount: 5000 });
  expect(made).toEqual({
    object: "project.spend_limit",
    ...monthly,
    threshold_amount: 5000,
    enforcement: { status: "inactive" },
  });
  expect(await spendLimit.retrieve(id)).toEqual(made);
  expect(await spendLimit.update(id, { ...monthly, threshold_amount: 1 })).toMatchObject({
    threshold_amount: 1,
  });
  expect(await spendLimit.delete(id)).toEqual({ object: "project.spend_limit.deleted", deleted: true });
  await expect(spendLimit.delete(id)).rejects.toMatchObject({ status: 404 });
  await expect(spendLimit.retrieve("proj_none")).rejects.toMatchObject({ status: 404 });
});

test("the organization has a limit of its own, and the default project one too", async () => {
  const { spendLimit, projects } = twin.admin;
  await projects.spendLimit.update(twin.organization.defaultProjectId, { ...monthly, threshold_amount: 7 });
  await expect(spendLimit.retrieve()).rejects.toMatchObject({ status: 404 });
  const made = await spendLimit.update({ ...monthly, threshold_amount: 900 });
  expect(made).toMatchObject({ object: "organization.spend_limit", threshold_amount: 900 });
  expect(await spendLimit.retrieve()).toEqual(made);
  expect(await spendLimit.delete()).toEqual({ object: "organization.spend_limit.deleted", deleted: true });
});

test("a limit enforces once the month's costs have reached it, of its own project and month only", async () => {
  const { spendLimit } = twin.admin.projects;
  const [id, other] = [await aProject(), await aProject()];
  const status = async () => (await spendLimit.retrieve(id)).enforcement.status;
  await spendLimit.update(id, { ...monthly, threshold_amount: 1234 });
  await cost(id, now - 40 * 86_400, "500");
  await cost(other, now, "500");
  await cost(id, now, "12.3399999");
  expect(await status()).toBe("inactive");
  await cost(id, now, "0.0000001");
  expect(await status()).toBe("enforcing");
  await spendLimit.update(id, { ...monthly, threshold_amount: 1235 });
  expect(await status()).toBe("inactive");
  await twin.admin.spendLimit.update({ ...monthly, threshold_amount: 51_000 });
  expect((await twin.admin.spendLimit.retrieve()).enforcement.status).toBe("enforcing");
});

test.each(["organization", "project"] as const)(
  "an alert of the %s is made, replaced and removed",
  async (kind) => {
    const id = await aProject();
    const { spendAlerts: own, projects } = twin.admin;
    const of = { project_id: id };
    const alerts = {
      organization: {
        create: () => own.create(alert(0)),
        retrieve: (alertId: string) => own.retrieve(alertId),
        update: (alertId: string, cents: number) =>
          own.update(alertId, {
            ...alert(cents),
            notification_channel: { type: "email", recipients: ["a@example.com"], subject_prefix: "[予算]" },
          }),
        delete: (alertId: string) => own.delete(alertId),
      },
      project: {
        create: () => projects.spendAlerts.create(id, alert(0)),
        retrieve: (alertId: string) => projects.spendAlerts.retrieve(alertId, of),
        update: (alertId: string, cents: number) =>
          projects.spendAlerts.update(alertId, {
            ...of,
            ...alert(cents),
            notification_channel: { type: "email", recipients: ["a@example.com"], subject_prefix: "[予算]" },
          }),
        delete: (alertId: string) => projects.spendAlerts.delete(alertId, of),
      },
    }[kind];
    const made = await alerts.create();
    expect(made).toEqual({
      object: `${kind}.spend_alert`,
      id: expect.any(String),
      ...monthly,
      threshold_amount: 0,
      notification_channel: { ...channel, subject_prefix: null },
    });
    const changed = await alerts.update(made.id, 250);
    expect(changed).toMatchObject({
      id: made.id,
      threshold_amount: 250,
      notification_channel: { recipients: ["a@example.com"], subject_prefix: "[予算]" },
    });
    expect(await alerts.retrieve(made.id)).toEqual(changed);
    expect(await alerts.delete(made.id)).toEqual({
      object: `${kind}.spend_alert.deleted`,
      id: made.id,
      deleted: true,
    });
    await expect(alerts.retrieve(made.id)).rejects.toMatchObject({ status: 404 });
  },
);

test("an alert of one project is not another's", async () => {
  const { spendAlerts } = twin.admin.projects;
  const [id, other] = [await aProject(), await aProject()];
  const made = await spendAlerts.create(id, alert(5));
  await expect(spendAlerts.retrieve(made.id, { project_id: other })).rejects.toMatchObject({ status: 404 });
  await expect(spendAlerts.delete(made.id, { project_id: other })).rejects.toMatchObject({ status: 404 });
  await expect(twin.admin.spendAlerts.retrieve(made.id)).rejects.toMatchObject({ status: 404 });
});

test("amounts, currencies, intervals and channels that upstream does not know are refused", async () => {
  const { spendLimit, spendAlerts } = twin.admin;
  const limited = (body: object) => spendLimit.update({ ...monthly, threshold_amount: 5, ...body });
  await expect(limited({ threshold_amount: 0 })).rejects.toMatchObject({
    status: 400,
    param: "threshold_amount",
    code: "integer_below_min_value",
  });
  await expect(limited({ threshold_amount: 1.5 })).rejects.toMatchObject({ param: "threshold_amount" });
  await expect(limited({ currency: "EUR" })).rejects.toMatchObject({ param: "currency" });
  await expect(limited({ interval: "day" })).rejects.toMatchObject({ param: "interval" });
  await expect(limited({ limit: 1 })).rejects.toMatchObject({ code: "unknown_parameter" });
  await expect(spendAlerts.create(alert(-1))).rejects.toMatchObject({ param: "threshold_amount" });
  const { notification_channel: _, ...incomplete } = alert(1);
  await expect(spendAlerts.create(incomplete as ReturnType<typeof alert>)).rejects.toMatchObject({
    code: "missing_required_parameter",
  });
  await expect(
    spendAlerts.create({ ...alert(1), notification_channel: { type: "email", recipients: ["nobody"] } }),
  ).rejects.toMatchObject({ status: 400, param: "notification_channel.recipients[0]" });
});

test("an archived project's limit and alerts are read and no longer changed", async () => {
  const { spendLimit, spendAlerts, archive } = {
    ...twin.admin.projects,
    archive: (id: string) => twin.admin.projects.archive(id),
  };
  const id = await aProject();
  await spendLimit.update(id, { ...monthly, threshold_amount: 5 });
  const made = await spendAlerts.create(id, alert(5));
  await archive(id);
  expect(await spendLimit.retrieve(id)).toMatchObject({ threshold_amount: 5 });
  expect((await spendAlerts.list(id)).data).toEqual([made]);
  const refused = { status: 400, code: "project_archived" };
  await expect(spendLimit.update(id, { ...monthly, threshold_amount: 6 })).rejects.toMatchObject(refused);
  await expect(spendAlerts.create(id, alert(6))).rejects.toMatchObject(refused);
  await expect(spendAlerts.delete(made.id, { project_id: id })).rejects.toMatchObject(refused);
});

test("under the switch a new alert overwrites its project's limit and puts it to rest", async () => {
  const { spendLimit, spendAlerts } = twin.admin.projects;
  const [id, free] = [await aProject(), await aProject()];
  await cost(id, now, "100");
  await spendLimit.update(id, { ...monthly, threshold_amount: 5000 });
  await spendAlerts.create(id, alert(2500));
  expect(await spendLimit.retrieve(id)).toMatchObject({
    threshold_amount: 5000,
    enforcement: { status: "enforcing" },
  });
  twin.setFaults([{ kind: "alertOverwritesLimit" }]);
  await spendAlerts.create(id, alert(2500));
  expect(await spendLimit.retrieve(id)).toMatchObject({
    threshold_amount: 2500,
    enforcement: { status: "inactive" },
  });
  await spendAlerts.create(free, alert(2500));
  await expect(spendLimit.retrieve(free)).rejects.toMatchObject({ status: 404 });
  await spendLimit.update(id, { ...monthly, threshold_amount: 5000 });
  expect(await spendLimit.retrieve(id)).toMatchObject({ enforcement: { status: "enforcing" } });
});

test("neither leaves an event, as upstream has no type for it", async () => {
  const id = await aProject();
  const before = await twin.totals();
  await twin.admin.projects.spendLimit.update(id, { ...monthly, threshold_amount: 5 });
  await twin.admin.projects.spendAlerts.create(id, alert(5));
  const after = await twin.totals();
  expect(after).toEqual({
    ...before,
    spendLimits: before.spendLimits + 1,
    spendAlerts: before.spendAlerts + 1,
  });
});
