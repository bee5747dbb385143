import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Context } from "hono";
import pg from "pg";
import { z } from "zod";
import { authenticate } from "#twin/authenticate.ts";
import type { AdminKey, Call, Operation, Organization } from "#twin/call.ts";
import { addControlRoutes } from "#twin/control.ts";
import { ApiError, badRequest, invalidBody, serverError } from "#twin/errors.ts";
import { distort } from "#twin/distort.ts";
import type { FaultBox } from "#twin/faults.ts";
import { routes } from "#twin/routes.ts";
import type { Seeding } from "#twin/seeding/control.ts";
import { newHexId } from "#twin/ids.ts";

export type TwinEnv = { Bindings: HttpBindings };
export type Twin = {
  pool: pg.Pool;
  organization: Organization;
  faults: FaultBox;
  requests: Map<string, number>;
  seeding: Seeding;
};

/** What Postgres says of a text with a null character, as text and as jsonb. */
const unstorable = new Set(["22021", "22P05"]);

export function createApp(twin: Twin): Hono<TwinEnv> {
  const app = new Hono<TwinEnv>();
  app.use(async (context, next) => {
    context.header("x-request-id", newHexId("req_"));
    await next();
  });
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  addControlRoutes(app, twin);
  for (const [template, operation] of Object.entries(routes)) {
    const [method = "", path = ""] = template.split(" ");
    app.on(method, `/v1${path}`, (context) => answer(context, twin, template, operation));
  }
  app.notFound(async (context) => {
    const url = new URL(context.req.url);
    return refuse(context, await unknownAddress(twin, context, url.pathname));
  });
  app.onError((error, context) => refuse(context, asApiError(error)));
  return app;
}

async function answer(
  context: Context<TwinEnv>,
  twin: Twin,
  template: string,
  operation: Operation,
): Promise<Response> {
  const startedAt = performance.now();
  twin.requests.set(template, (twin.requests.get(template) ?? 0) + 1);
  const key = await authenticate(twin.pool, context.req.header("authorization"));
  const call = callOf(context, twin, template, key);
  const answered = await distort({ faults: twin.faults, template, call, operation });
  setHeaders(context, twin.organization, performance.now() - startedAt);
  switch (answered.kind) {
    case "body":
      return context.body(answered.text, 200, { "content-type": "application/json" });
    case "stream":
      return stream(context, answered.pieces);
    case "cut":
      return cut(context, answered.text);
  }
}

/** The first piece is waited for, so that a failure can still be said; one alone goes with its length. */
async function stream(context: Context<TwinEnv>, pieces: AsyncIterable<string>): Promise<Response> {
  const reading = pieces[Symbol.asyncIterator]();
  const [first, second] = [await reading.next(), await reading.next()];
  const headers = { "content-type": "application/json" };
  if (second.done) return context.body(first.done ? "" : first.value, 200, headers);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (sink) => sink.enqueue(encoder.encode(`${String(first.value)}${second.value}`)),
    async pull(sink) {
      const next = await reading.next();
      if (next.done) sink.close();
      else sink.enqueue(encoder.encode(next.value));
    },
    cancel: async () => void (await reading.return?.()),
  });
  return context.body(body, 200, headers);
}

/** Ends the connection without an answer, or with half of one whose length promised the whole. */
function cut(context: Context<TwinEnv>, text: string | undefined): Response {
  const { outgoing } = context.env;
  if (text === undefined) {
    outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const bytes = Buffer.from(text);
  outgoing.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

function callOf(context: Context<TwinEnv>, twin: Twin, template: string, key: AdminKey): Call {
  return {
    template,
    pool: twin.pool,
    organization: twin.organization,
    faults: twin.faults,
    key,
    now: Math.floor(Date.now() / 1000),
    query: new URL(context.req.url).searchParams,
    param: (name) => context.req.param(name) ?? "",
    read: async (schema) => {
      const text = await context.req.text();
      const body = parseBody(text);
      const parsed = schema.safeParse(body);
      if (!parsed.success) throw invalidBody(parsed.error, body);
      return parsed.data;
    },
  };
}

function parseBody(text: string): unknown {
  if (text === "") return {};
  try {
    return z.looseObject({}).parse(JSON.parse(text));
  } catch {
    throw badRequest(
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)",
    );
  }
}

async function unknownAddress(twin: Twin, context: Context<TwinEnv>, path: string): Promise<ApiError> {
  await authenticate(twin.pool, context.req.header("authorization"));
  return new ApiError(404, `Invalid URL (${context.req.method} ${path})`);
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof pg.DatabaseError && unstorable.has(error.code ?? "")) {
    return badRequest("Invalid value: null characters are not allowed.", null, "invalid_value");
  }
  console.error(
    JSON.stringify({ msg: "twin failed", error: error instanceof Error ? error.stack : String(error) }),
  );
  return serverError();
}

function refuse(context: Context<TwinEnv>, error: ApiError): Response {
  if (error.retryAfterSeconds !== null) context.header("retry-after", String(error.retryAfterSeconds));
  return context.json(error.body, error.status);
}

function setHeaders(context: Context<TwinEnv>, organization: Organization, milliseconds: number): void {
  context.header("openai-organization", organization.id);
  context.header("openai-version", "2020-10-01");
  context.header("openai-processing-ms", String(Math.round(milliseconds)));
}
