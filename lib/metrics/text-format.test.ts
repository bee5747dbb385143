import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { pool, writer } from "#lib/db-writer.ts";
import { collectMetrics } from "#lib/metrics/collect.ts";
import { instruments } from "#lib/metrics/instruments.ts";
import { anOrganization } from "#lib/testing/factories.ts";

type Sample = { name: string; labels: string; value: string };

const name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const label = `[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"`;
const sampleLine = new RegExp(`^(${name})(?:\\{((?:${label})(?:,${label})*)\\})? (NaN|[+-]Inf|[-+0-9.e]+)$`);

let samples: Sample[] = [];
let lines: string[] = [];
let secret: string;

beforeAll(async () => {
  secret = `Ü "quoted" \\ ${randomUUID()}`;
  const { id: organizationId } = await anOrganization({ name: secret });
  await writer.stream.create({ data: { organizationId, kind: "costs", asOf: new Date(), failures: 2 } });
  await writer.pace.create({
    data: { organizationId, template: 'GET /odd/{id}"\\', nextAt: new Date(), intervalMs: 1500 },
  });
  await pool.query("SELECT 1");
  for (const seconds of [0.001, 0.2, 7, 500])
    instruments().requests.observe({ route: "/o/[organization]", method: "GET", status: 200 }, seconds);
  lines = (await collectMetrics()).split("\n").filter((line) => line !== "");
  samples = lines
    .filter((line) => !line.startsWith("#"))
    .map((line) => {
      const [, of = "", labels = "", value = ""] = sampleLine.exec(line) ?? [];
      return { name: of, labels, value };
    });
});

test("every line is a sample or a comment as the text format has them", () => {
  const wrong = lines.filter(
    (line) => !sampleLine.test(line) && !new RegExp(`^# (HELP|TYPE) ${name} .+$`).test(line),
  );
  expect(wrong).toEqual([]);
  expect(samples.length).toBeGreaterThan(50);
});

test("each metric is described once, typed once, and before its first sample", () => {
  const described = lines.flatMap((line) => /^# HELP (\S+)/.exec(line)?.[1] ?? []);
  const typed = lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? []);
  expect(new Set(described).size).toBe(described.length);
  expect(typed).toEqual(described);
  const seen = new Set<string>();
  for (const line of lines) {
    const [, type] = /^# TYPE (\S+)/.exec(line) ?? [];
    if (type !== undefined) seen.add(type);
    if (line.startsWith("#")) continue;
    const of = (sampleLine.exec(line)?.[1] ?? "").replace(/_(bucket|sum|count)$/, "");
    expect(seen.has(of) || seen.has(sampleLine.exec(line)?.[1] ?? "")).toBe(true);
  }
});

test("no series is told twice, and none tells an organization's name", () => {
  const series = samples.map(({ name: of, labels }) => `${of}{${labels}}`);
  expect(series.filter((one, place) => series.indexOf(one) !== place)).toEqual([]);
  expect(lines.join("\n")).not.toContain(secret.slice(-36));
});

test("the buckets of a histogram grow towards its count, and the last holds everything", () => {
  const counts = samples.filter(({ name: of }) => of.endsWith("_count"));
  let checked = 0;
  for (const { name: of, labels, value } of counts) {
    const buckets = samples.filter(
      (one) =>
        one.name === of.replace(/_count$/, "_bucket") &&
        one.labels.replace(/(^|,)le="[^"]*"/, "").replace(/^,/, "") === labels,
    );
    if (buckets.length === 0) continue;
    checked += 1;
    const figures = buckets.map((one) => Number(one.value));
    expect(figures).toEqual(figures.toSorted((a, b) => a - b));
    expect(figures.at(-1)).toBe(Number(value));
    expect(buckets.at(-1)?.labels).toContain('le="+Inf"');
  }
  expect(checked).toBeGreaterThan(1);
});

test("what a person might put into a template is escaped as the format asks", () => {
  const paced = samples.find(
    ({ name: of, labels }) => of === "metsuke_upstream_interval_seconds" && labels.includes("/odd/"),
  );
  expect(paced?.value).toBe("1.5");
  expect(paced?.labels).toContain(String.raw`template="GET /odd/{id}\"\\"`);
});
