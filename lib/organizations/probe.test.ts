import type { ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { probeAdminKey } from "#lib/organizations/probe.ts";
import type { HttpStub } from "#lib/testing/http-stub.ts";
import { sendJson, startHttpStub } from "#lib/testing/http-stub.ts";

const key = "sk-admin-probe-1234567890";
const stubs: HttpStub[] = [];

afterEach(async () => {
  for (const stub of stubs.splice(0)) await stub.close();
});

const emptyPage = { object: "list", data: [], has_more: false };
const error = (message: string, code: string | null = null) => ({
  error: { message, type: "invalid_request_error", param: null, code },
});
const missing = (scope: string) =>
  error(
    `You have insufficient permissions for this operation. Missing scopes: ${scope}. Check that you have the correct role in your organization, and if you're using a restricted API key, that it has the necessary scopes.`,
  );

async function upstream(answer: (path: string, response: ServerResponse) => void): Promise<HttpStub> {
  const stub = await startHttpStub((request, response) => answer(request.url ?? "", response));
  stubs.push(stub);
  return stub;
}

const everywhere = (status: number, body: unknown) =>
  upstream((_path, response) => sendJson(response, status, body));

test("a key that may read everything is accepted after one GET for each kind of data", async () => {
  const stub = await everywhere(200, { ...emptyPage, data: [{ id: "proj_1" }] });
  const probe = await probeAdminKey(key, stub.url);

  expect(probe.projectIds).toEqual(["proj_1"]);
  expect(new Set(probe.areas.map(({ verdict }) => verdict))).toEqual(new Set(["allowed"]));
  expect(stub.requests).toHaveLength(probe.areas.length);
  expect(stub.requests.every((request) => request.startsWith("GET /v1/organization/"))).toBe(true);
});

test.each([401, 403])(
  "what it lacks is named with its scopes when upstream says so with %s",
  async (status) => {
    const stub = await upstream((path, response) => {
      if (path.includes("/costs")) return sendJson(response, status, missing("api.usage.read"));
      if (path.includes("/audit_logs"))
        return sendJson(response, status, missing("api.audit_logs.read, api.x"));
      sendJson(response, 200, emptyPage);
    });
    const { areas } = await probeAdminKey(key, stub.url);

    expect(areas.filter(({ verdict }) => verdict !== "allowed")).toMatchObject([
      { area: "costs", verdict: "lacking", scopes: ["api.usage.read"] },
      { area: "auditLog", verdict: "lacking", scopes: ["api.audit_logs.read", "api.x"] },
    ]);
  },
);

test("a key that lacks the very first permission is still tried for the rest", async () => {
  const stub = await upstream((path, response) =>
    path.includes("/projects")
      ? sendJson(response, 403, missing("api.management.read"))
      : sendJson(response, 200, emptyPage),
  );
  const { areas } = await probeAdminKey(key, stub.url);
  expect(areas.map(({ verdict }) => verdict)).toEqual(["lacking", ...Array<string>(7).fill("allowed")]);
});

test("a wrong key is rejected with upstream's sentence, without the key even if it was echoed", async () => {
  const stub = await everywhere(401, error(`Incorrect API key provided: ${key}.`, "invalid_api_key"));
  const rejected = probeAdminKey(key, stub.url);
  await expect(rejected).rejects.toMatchObject({
    code: "upstream_refused",
    key: "adminKeyRejected",
    values: { message: "Incorrect API key provided: …7890." },
  });
  expect(stub.requests).toHaveLength(1);
});

test("a key that may read nothing is rejected", async () => {
  const stub = await everywhere(403, missing("api.management.read"));
  await expect(probeAdminKey(key, stub.url)).rejects.toMatchObject({ key: "adminKeyUseless" });
});

test.each([
  ["an HTML page", 200, "<!doctype html><h1>It works!</h1>", "text/html"],
  ["JSON of something else", 200, '{"hello":"world"}', "application/json"],
  ["an empty body", 200, "", "application/json"],
  ["a 404", 404, "Not found", "text/plain"],
  ["a redirect", 302, "", "text/plain"],
])("an address that answers with %s is not an Admin API", async (_name, status, body, type) => {
  const stub = await upstream((_path, response) => {
    response.writeHead(status, { "content-type": type, location: "http://127.0.0.1:9/v1" }).end(body);
  });
  await expect(probeAdminKey(key, stub.url)).rejects.toMatchObject({ code: "invalid", key: "notAnAdminApi" });
  expect(stub.requests).toHaveLength(1);
});

test("an address that fails by itself, refuses or cuts the connection is named", async () => {
  const down = await everywhere(502, "bad gateway");
  await expect(probeAdminKey(key, down.url)).rejects.toMatchObject({
    key: "adminApiDown",
    values: { status: 502 },
  });

  const closed = await everywhere(200, emptyPage);
  await closed.close();
  await expect(probeAdminKey(key, closed.url)).rejects.toMatchObject({
    key: "adminApiUnreachable",
    values: { code: "ECONNREFUSED" },
  });
  const cut = await upstream((_path, response) => response.destroy());
  await expect(probeAdminKey(key, cut.url)).rejects.toMatchObject({ key: "adminApiUnreachable" });
});

test("a port that nothing is ever fetched from is called that", async () => {
  await expect(probeAdminKey(key, "http://127.0.0.1:4190/v1")).rejects.toMatchObject({
    key: "adminApiUnreachable",
    values: { code: "bad port" },
  });
});

test("https to a server that speaks http is called a matter of TLS", async () => {
  const stub = await everywhere(200, emptyPage);
  await expect(probeAdminKey(key, stub.url.replace("http:", "https:"))).rejects.toMatchObject({
    key: "adminApiTls",
  });
});

test("an address that never answers, or never ends its answer, is given up", async () => {
  const silent = await upstream(() => undefined);
  await expect(probeAdminKey(key, silent.url, 300)).rejects.toMatchObject({ key: "adminApiTimeout" });

  const endless = await upstream((_path, response) => {
    response.writeHead(200, { "content-type": "application/json" }).write("{");
  });
  await expect(probeAdminKey(key, endless.url, 300)).rejects.toMatchObject({ key: "adminApiTimeout" });
});

test("too many requests leave a permission unclear, and all of them are asked to wait", async () => {
  const some = await upstream((path, response) =>
    path.includes("/roles")
      ? sendJson(response, 429, error("You're making too many requests, please slow down."))
      : sendJson(response, 200, emptyPage),
  );
  const { areas } = await probeAdminKey(key, some.url);
  expect(areas.filter(({ verdict }) => verdict !== "allowed")).toMatchObject([
    { area: "roles", verdict: "unclear" },
  ]);

  const all = await everywhere(429, error("You're making too many requests, please slow down."));
  await expect(probeAdminKey(key, all.url)).rejects.toMatchObject({ key: "adminApiBusy" });
});
