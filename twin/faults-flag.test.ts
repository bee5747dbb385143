import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { Fault } from "#twin/faults.ts";
import { sdkClient, startTestTwin, withTwinDatabase } from "#twin/testing/twin.ts";

const main = new URL("./main.ts", import.meta.url).pathname;
const headers = { authorization: "Bearer sk-admin-twin" };

async function spelled(): Promise<unknown[]> {
  const text = await readFile(new URL("./README.md", import.meta.url), "utf8");
  return [...text.matchAll(/^\|[^|]*\| `(\{"kind".*?\})`\s*\|/gm)].map(
    ([, json]) => JSON.parse(json ?? "") as unknown,
  );
}

test("the manual has every kind, spelled as the flag and the control address take it", async () => {
  const faults = (await spelled()).map((fault) => Fault.parse(fault));
  const kinds = Fault.options.map((option) => option.shape.kind.value);
  expect([...new Set(faults.map(({ kind }) => kind))].toSorted()).toEqual(kinds.toSorted());
  const twin = await startTestTwin();
  for (const fault of await spelled()) {
    const body = JSON.stringify({ faults: [fault] });
    const response = await fetch(`${twin.adminUrl}/faults`, { method: "POST", headers, body });
    expect(response.status).toBe(200);
    const { faults: on } = (await response.json()) as { faults: { fault: object; hits: number }[] };
    expect(on).toMatchObject([{ fault, hits: 0 }]);
  }
  await twin.stop();
});

test("faults given by flag strike from the first request on, all kinds at once", async () => {
  const { url, drop } = await withTwinDatabase();
  const asleep = Fault.options
    .map((option) => option.shape.kind.value)
    .filter((kind) => kind !== "rateLimit")
    .map((kind) => ({ kind, rate: 0, ...(kind === "delay" ? { ms: 1 } : {}) }));
  const faults = JSON.stringify([
    { kind: "rateLimit", on: "GET /organization/projects", perMinute: 6 },
    { kind: "serverError", on: "GET /organization/users", status: 503 },
    ...asleep,
  ]);
  const child = spawn(process.execPath, [main, "--port", "0", "--database", url, "--faults", faults]);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const twin = JSON.parse(line.toString()) as { url: string };
  const { users, projects, invites } = sdkClient(twin.url).admin.organization;
  await expect(users.list()).rejects.toMatchObject({ status: 503 });
  for (let request = 0; request < 6; request += 1) await projects.list();
  const refused = projects.list();
  await expect(refused).rejects.toMatchObject({ status: 429 });
  const error = (await refused.catch((reason: unknown) => reason)) as { headers: Headers };
  expect(error.headers.get("retry-after")).toBeNull();
  await expect(invites.list()).resolves.toMatchObject({ data: [] });
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  await drop();
});
