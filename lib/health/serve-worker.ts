import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import { checkDatabase } from "#lib/health/check-database.ts";
import { log } from "#lib/log.ts";
import { answerMetrics } from "#lib/metrics/answer.ts";
import { isDraining } from "#lib/shutdown.ts";

function json(response: ServerResponse, status: number, body: object): void {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  response.writeHead(status, headers).end(JSON.stringify(body));
}

async function ready(response: ServerResponse): Promise<void> {
  if (isDraining()) return json(response, 503, { status: "draining" });
  const database = await checkDatabase();
  const isReady = database.isUp && database.isMigrated;
  json(response, isReady ? 200 : 503, { status: isReady ? "ready" : "unavailable", database });
}

async function metrics(response: ServerResponse, authorization: string | undefined): Promise<void> {
  const { status, headers, body } = await answerMetrics(authorization ?? null);
  response.writeHead(status, headers).end(body);
}

/** Lets a worker be watched as a web process is: /health/live, /health/ready and /metrics. */
export async function serveWorker(port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    // Not new URL(): it throws for addresses such as "//", and nobody would catch it.
    const [pathname = ""] = (request.url ?? "").split("?", 1);
    const answers: Record<string, () => Promise<void> | void> = {
      "/health/live": () => json(response, 200, { status: "live" }),
      "/health/ready": () => ready(response),
      "/metrics": () => metrics(response, request.headers.authorization),
    };
    const answer = Object.hasOwn(answers, pathname) ? answers[pathname] : undefined;
    if (!answer) return json(response, 404, { status: "unknown" });
    Promise.resolve(answer()).catch((error: unknown) => {
      log.error({ err: error, path: pathname }, "the worker could not answer");
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}
