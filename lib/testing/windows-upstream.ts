import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";

export type Result = Record<string, unknown>;
type Upstream = {
  asked: URLSearchParams[];
  /** Where it is not null the request is refused with this sentence. */
  refuse: (query: URLSearchParams) => string | null;
  results: (start: number, query: URLSearchParams) => Result[];
};

const closing: (() => void)[] = [];

/** Closes the servers of all of them: for afterEach. */
export const closeUpstreams = () => closing.splice(0).forEach((close) => close());

const secondsOf = { "1h": 3_600, "1d": 86_400 } as const;

/** Usage or costs as upstream answers them; the token of a page works for the query that it was given to alone. */
export async function anUpstreamOfWindows(given: Partial<Upstream>) {
  const upstream: Upstream = { asked: [], refuse: () => null, results: () => [], ...given };
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    upstream.asked.push(query);
    response.setHeader("content-type", "application/json");
    const token = query.get("page");
    query.delete("page");
    const refusal =
      upstream.refuse(query) ?? (token && token.split("|")[1] !== query.toString() ? "Bad page." : null);
    if (refusal) return void response.writeHead(400).end(JSON.stringify({ error: { message: refusal } }));
    const width = secondsOf[query.get("bucket_width") === "1d" ? "1d" : "1h"];
    const begin = token ? Number(token.split("|")[0]) : Number(query.get("start_time"));
    const end = Number(query.get("end_time"));
    const last = Math.min(end, begin + width * Number(query.get("limit")));
    const data = [];
    for (let start = begin; start < last; start += width)
      data.push({
        object: "bucket",
        start_time: start,
        end_time: start + width,
        results: upstream.results(start, query),
      });
    const more = last < end;
    response.end(
      JSON.stringify({ object: "page", data, has_more: more, next_page: more ? `${last}|${query}` : null }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { upstream, organization: await aConnectedOrganization({ url }) };
}
