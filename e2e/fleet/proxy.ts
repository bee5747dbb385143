import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import type { Server } from "node:http";

/**
 * Asks the copies in turn, and the next one where one refuses the connection, as any proxy with several upstreams does.
 * Copies may come and go in webs; served counts their answers by place.
 */
export async function startProxy(port: number, webs: { url: string }[], served: number[]): Promise<Server> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => forward(0));
    const forward = (attempt: number) => {
      const at = turn++ % webs.length;
      const forwardedFor = [incoming.headers["x-forwarded-for"], incoming.socket.remoteAddress];
      const headers = { ...incoming.headers, "x-forwarded-for": forwardedFor.filter(Boolean).join(", ") };
      const onward = ask(
        `${webs[at]?.url}${incoming.url}`,
        { method: incoming.method, headers },
        (answer) => {
          served[at] = (served[at] ?? 0) + 1;
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNREFUSED" && attempt < webs.length) return forward(attempt + 1);
        if (!outgoing.headersSent) outgoing.writeHead(502);
        outgoing.end();
      });
      onward.end(Buffer.concat(chunks));
    };
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
