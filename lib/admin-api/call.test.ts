import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { callUpstream } from "#lib/admin-api/call.ts";
import { createAdminClient } from "#lib/admin-api/client.ts";
import { classify } from "#lib/admin-api/classify.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import { writer } from "#lib/db-writer.ts";
import { inRequest } from "#lib/request-context.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** An organization whose upstream answers as given, and what it was asked. */
async function upstreamThat(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { organization: await aConnectedOrganization({ url }), asked, url };
}

const json = (response: ServerResponse, status: number, body: string, headers = {}) =>
  response
    .writeHead(status, { "content-type": "application/json", "x-request-id": "req_1", ...headers })
    .end(body);

const retrieve = (organizationId: string) =>
  callUpstream(organizationId, "GET /organization/users/{user_id}", (admin) =>
    admin.users.retrieve("user-1"),
  );

test("an answer comes with the moment at which it was asked for", async () => {
  const { organization } = await upstreamThat((_request, response) => json(response, 200, '{"id":"user-1"}'));
  const before = Date.now();
  const { answer, sentAt } = await retrieve(organization.id);
  expect(answer).toMatchObject({ id: "user-1" });
  expect(Math.abs(sentAt.getTime() - before)).toBeLessThan(5_000);
});

test.each([400, 401, 403, 404, 409, 422, 429])(
  "%i is a refusal, in upstream's own words, asked once",
  async (status) => {
    const body = JSON.stringify({
      error: { message: "No, because.", type: "x", param: null, code: "some_code" },
    });
    const { organization, asked } = await upstreamThat((_request, response) => json(response, status, body));
    await expect(retrieve(organization.id)).rejects.toMatchObject({
      name: "UpstreamRefusal",
      status,
      message: "No, because.",
      code: "some_code",
      upstreamRequestId: "req_1",
    });
    expect(asked).toHaveLength(1);
  },
);

test.each([
  ["a server error", "server", (_: unknown, response: ServerResponse) => json(response, 503, "{}")],
  ["a gateway that gave up", "server", (_: unknown, response: ServerResponse) => json(response, 408, "{}")],
  ["half an answer", "malformed", (_: unknown, response: ServerResponse) => json(response, 200, '{"id":"us')],
  ["an answer in words", "malformed", (_: unknown, response: ServerResponse) => response.end("<html>hello")],
  ["a cut connection", "connection", (_: unknown, response: ServerResponse) => response.destroy()],
])("%s is no clear answer", async (_name, reason, answer) => {
  const { organization, asked } = await upstreamThat(answer);
  await expect(retrieve(organization.id)).rejects.toMatchObject({ name: "UpstreamUnclear", reason });
  expect(asked).toHaveLength(1);
});

test("nobody there is no clear answer", async () => {
  const organization = await aConnectedOrganization({ url: "http://127.0.0.1:9/v1" });
  await expect(retrieve(organization.id)).rejects.toMatchObject({
    name: "UpstreamUnclear",
    reason: "connection",
  });
});

test("a body that trickles without end is given up, and told as a timeout", async () => {
  const { url } = await upstreamThat((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.write(" "), 50);
    response.on("close", () => clearInterval(timer));
  });
  const client = createAdminClient({ adminKey: "sk-admin-x", baseUrl: url, timeoutMs: 400 });
  const error: unknown = await client.admin.organization.users
    .retrieve("user-1")
    .catch((thrown: unknown) => thrown);
  expect(classify(error)).toMatchObject({ name: "UpstreamUnclear", reason: "timeout" });
});

test("after a 429 the next call is held back and not sent", async () => {
  const { organization, asked } = await upstreamThat((_request, response) =>
    json(response, 429, '{"error":{"message":"Slow down."}}', { "retry-after": "40" }),
  );
  await expect(retrieve(organization.id)).rejects.toMatchObject({ status: 429, message: "Slow down." });
  await expect(retrieve(organization.id)).rejects.toMatchObject({ name: "HeldBack", status: 429 });
  expect(asked).toHaveLength(1);
});

test.each(["", "  ", ".", "..", "\ud800"])("%j never gets into an address", (id) => {
  expect(() => pathId(id)).toThrow(expect.objectContaining({ code: "invalid" }));
});

test.each(["a/b", "../x", "a b?c=d#e", "'\"", "日本👩🏽‍💻", "%2e%2e", "a\nb"])(
  "%j arrives as it is",
  async (id) => {
    const { organization, asked } = await upstreamThat((_request, response) =>
      json(response, 200, '{"id":"x"}'),
    );
    await callUpstream(organization.id, "GET /organization/users/{user_id}", (admin) =>
      admin.users.retrieve(pathId(id)),
    );
    const segments = asked[0]?.replace("GET ", "").split("/") ?? [];
    expect(segments).toHaveLength(5);
    expect(decodeURIComponent(segments[4] ?? "")).toBe(id);
  },
);

test("a disconnected organization is not called", async () => {
  const { organization, asked } = await upstreamThat((_request, response) => json(response, 200, "{}"));
  await writer.organization.update({ where: { id: organization.id }, data: { sealedAdminKey: null } });
  await expect(retrieve(organization.id)).rejects.toMatchObject({ code: "unavailable" });
  expect(asked).toHaveLength(0);
});

test("upstream is told the id of the request that a call is made for", async () => {
  const told: unknown[] = [];
  const { organization } = await upstreamThat((request, response) => {
    told.push(request.headers["x-client-request-id"]);
    json(response, 200, '{"id":"user-1"}');
  });
  await inRequest("request-0007", () => retrieve(organization.id));
  await retrieve(organization.id);
  expect(told).toEqual(["request-0007", undefined]);
});
