import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { writer } from "#lib/db-writer.ts";
import { env } from "#lib/env.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import { streamKinds } from "#lib/sync/kinds.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { Finding } from "./doctor/finding.ts";

vi.setConfig({ testTimeout: 60_000 });

// The doctor looks at all that there is: what other files left waiting would be told, too.
await vi.hoisted(async () => {
  const { takeOwnDatabase } = await import("#lib/testing/own-database.ts");
  await takeOwnDatabase();
});

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 2 });
});
afterAll(() => twin.stop());

type Ended = { code: number; output: string; findings: Finding[] };

async function doctor(words: string[], more: Record<string, string> = {}): Promise<Ended> {
  const { DATABASE_URL, METSUKE_SECRET } = env();
  const child = spawn(process.execPath, ["--conditions=react-server", "bin/doctor.ts", ...words], {
    env: { ...process.env, DATABASE_URL, METSUKE_SECRET, ...more },
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number>((resolve) => child.on("close", (ended) => resolve(ended ?? -1)));
  const findings = words.includes("--json") && code !== 2 ? (JSON.parse(output) as Finding[]) : [];
  return { code, output, findings };
}

const of = (title: string, { findings }: Ended) => findings.filter((finding) => finding.title === title);

test("a console that does well is told so, its streams by name, and no secret is", async () => {
  await writer.worker.create({ data: { id: randomUUID(), host: "here", pid: 1 } });
  const { slug } = await aConnectedOrganization(twin);
  await writer.$executeRaw`SELECT facts.ensure_months('usage', current_date, current_date + 70)`;
  const ended = await doctor(["--json", "--rollups"]);
  for (const title of [
    "Node",
    "Environment",
    "Database",
    "Extensions",
    "Clocks",
    "Workers",
    "Queue",
    "Replica",
  ])
    expect(of(title, ended), title).toEqual([expect.objectContaining({ state: "ok" })]);
  expect(of("Partitions", ended).find(({ says }) => says.startsWith("facts.usage:"))?.state).toBe("ok");
  const upstream = of("Upstream", ended).find(({ says }) => says.startsWith(slug));
  expect(upstream).toMatchObject({ state: "ok", says: expect.stringContaining("may read everything") });
  expect(of("Rollups", ended).find(({ says }) => says.startsWith(slug))?.state).toBe("ok");
  expect(ended.output).not.toContain("sk-admin-twin");
  expect(ended.output).not.toContain(env().METSUKE_SECRET);
});

test("what is wrong is named with what to do about it, and the exit code says so", async () => {
  const seenAt = new Date(Date.now() - 3_600_000);
  await writer.worker.updateMany({ data: { seenAt } });
  const { slug, id } = await aConnectedOrganization(twin, "sk-admin-revoked");
  await writer.stream.create({
    data: {
      organizationId: id,
      kind: "members",
      lastErrorMessage: "No, because.",
      failures: 3,
      lastErrorCode: "server",
    },
  });
  const ended = await doctor(["--json"]);
  expect(ended.code).toBe(1);
  expect(of("Workers", ended)).toMatchObject([
    { state: "fail", advice: expect.stringContaining("npm run worker") },
  ]);
  expect(of("Upstream", ended)).toContainEqual(
    expect.objectContaining({ state: "fail", says: expect.stringContaining(slug) }),
  );
  expect(of("Streams", ended).find(({ says }) => says.startsWith(slug))).toMatchObject({
    state: "fail",
    says: expect.stringContaining("No, because."),
  });
});

test("a key sealed under another secret, an upstream that is away: each in a sentence, with what to do", async () => {
  const { slug } = await aConnectedOrganization(twin);
  const away = await aConnectedOrganization({ url: "http://127.0.0.1:1/v1" });
  const upstream = async (more: Record<string, string> = {}) => {
    const findings = of("Upstream", await doctor(["--json"], more));
    return (name: string) => findings.find(({ says }) => says.startsWith(`${name}: `));
  };
  expect((await upstream())(away.slug)).toMatchObject({
    state: "fail",
    says: expect.stringMatching(/127\.0\.0\.1:1\b.*\.$/),
    advice: expect.stringContaining("reaches that address"),
  });
  const other = Buffer.alloc(32, 7).toString("base64");
  expect((await upstream({ METSUKE_SECRET: other }))(slug)).toMatchObject({
    state: "fail",
    says: expect.stringContaining("sealed under another METSUKE_SECRET"),
    advice: expect.stringContaining("METSUKE_SECRET of before"),
  });
});

test("a folder for exports that this account may not write fails", async () => {
  const data = mkdtempSync(join(tmpdir(), "metsuke-doctor-"));
  mkdirSync(join(data, "exports"));
  try {
    expect(of("Data directory", await doctor(["--json"], { METSUKE_DATA_DIR: data }))).not.toContainEqual(
      expect.objectContaining({ state: "fail" }),
    );
    // Root may write everywhere but where a file system is read-only.
    const exportsDir = process.getuid?.() === 0 ? "/proc" : join(data, "exports");
    chmodSync(join(data, "exports"), 0o500);
    const ended = await doctor(["--json"], { METSUKE_DATA_DIR: data, METSUKE_EXPORTS_DIR: exportsDir });
    expect(of("Data directory", ended)).toMatchObject([
      {
        state: "fail",
        says: expect.stringContaining(`${exportsDir} cannot be written`),
        advice: expect.stringContaining(exportsDir),
      },
    ]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test("an organization of which nothing was read yet is late, and one whose streams are paused is not", async () => {
  const [unread, paused] = [await aConnectedOrganization(twin), await aConnectedOrganization(twin)];
  await writer.stream.createMany({
    data: streamKinds.map((kind) => ({ organizationId: paused.id, kind, pausedAt: new Date() })),
  });
  const ended = await doctor(["--json"]);
  const told = ({ slug }: { slug: string }) => of("Streams", ended).find(({ says }) => says.startsWith(slug));
  expect(told(unread)).toMatchObject({ state: "warn", says: expect.stringContaining("late: members") });
  expect(told(paused)).toMatchObject({ state: "ok" });
});

test("a database that is not there costs one line, not the rest", async () => {
  const { code, findings } = await doctor(["--json"], {
    DATABASE_URL: "postgres://a:secret-word@127.0.0.1:1/x",
  });
  expect(code).toBe(1);
  expect(findings.find(({ title }) => title === "Node")?.state).toBe("ok");
  expect(findings.find(({ title }) => title === "Database")?.says).toContain("Can't reach the database");
  expect(JSON.stringify(findings)).not.toContain("secret-word");
});

test("a variable that cannot be used fails, a word that is not known is wrong usage", async () => {
  const ended = await doctor(["--json"], { LOG_LEVEL: "loud", DATABASE_URL: "" });
  expect(of("Environment", ended)).toMatchObject([
    { state: "fail", says: expect.stringContaining("LOG_LEVEL") },
  ]);
  expect(ended.code).toBe(1);
  expect(await doctor(["--louder"])).toMatchObject({ code: 2, output: expect.stringContaining("Usage:") });
});
