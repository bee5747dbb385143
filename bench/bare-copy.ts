/**
 * node bench/bare-copy.ts: the least that a server can do: COPY piped to the response, without sign-in, trail or
 * framework. Reads DATABASE_URL and answers POST with the statement as its body. Prints its port once it listens.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

const server = createServer((request, response) => {
  void (async () => {
    const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
    await client.connect();
    await pipeline(client.query(copyTo(await text(request), { highWaterMark: 262_144 })), response);
    await client.end();
  })();
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
