import { beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { dailyUsage } from "#lib/members/daily-usage.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import type { UsageFact } from "#lib/testing/facts.ts";
import { usageFacts } from "#lib/testing/facts.ts";
import { addDays, todayIn } from "#lib/usage/days.ts";

vi.setConfig({ testTimeout: 60_000 });

/** East and west of the day's line: at any moment one of them has another day than UTC. */
const zones = ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu"];
const worlds = new Map<string, { actor: Actor; facts: UsageFact[] }>();
const hour = 3_600_000;

beforeAll(async () => {
  for (const timeZone of zones) {
    const organization = await anOrganization({ timeZone });
    const facts = Array.from({ length: 33 * 4 }, (_, place): UsageFact => ({
      at: new Date(Math.floor(Date.now() / hour) * hour - place * 6 * hour).toISOString(),
      kind: place % 2 === 0 ? "completions" : "images",
      project: `proj_${place % 3}`,
      member: `user-${place % 5}`,
      key: `key_${place % 7}`,
      model: "gpt-6",
      requests: place,
      input: `${place}000000000000000`,
      output: 1,
    }));
    await usageFacts(organization, facts);
    worlds.set(timeZone, { actor: await anActor({ organization }), facts });
  }
});

const cases = zones.flatMap((zone) =>
  (["project", "member", "key"] as const).map((dimension) => [zone, dimension] as const),
);

test.each(cases)(
  "in %s the last thirty days of a %s are those of its hours, in its own days",
  async (zone, dimension) => {
    const world = worlds.get(zone);
    if (!world) throw new Error(zone);
    const id = { project: "proj_1", member: "user-1", key: "key_1" }[dimension];
    const own = world.facts.filter((fact) => fact[dimension] === id);
    const today = todayIn(zone);
    const expected = Array.from({ length: 30 }, (_, place) => {
      const day = addDays(today, place - 29);
      const ofDay = own.filter(({ at }) => todayIn(zone, new Date(at)) === day);
      const sum = (count: (fact: UsageFact) => bigint) => ofDay.reduce((all, fact) => all + count(fact), 0n);
      return {
        day,
        requests: String(sum(({ requests = 0 }) => BigInt(requests))),
        tokens: String(sum(({ input = 0, output = 0 }) => BigInt(input) + BigInt(output))),
      };
    });
    expect(await dailyUsage(world.actor, dimension, id)).toEqual(expected);
  },
);

test("of somebody unknown, and of another organization's, every day is empty", async () => {
  const actor = await anActor();
  for (const [dimension, id] of [
    ["member", "user-1"],
    ["project", ""],
    ["key", "key_1"],
  ] as const) {
    const days = await dailyUsage(actor, dimension, id);
    expect(days).toHaveLength(30);
    expect(new Set(days.map(({ requests, tokens }) => `${requests} ${tokens}`))).toEqual(new Set(["0 0"]));
  }
});
