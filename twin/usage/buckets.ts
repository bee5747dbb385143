import { createHash } from "node:crypto";
import { badRequest } from "#twin/errors.ts";
import { choice, integer, requireInteger } from "#twin/queries.ts";
import { streamed } from "#twin/streamed.ts";
import type { Streamed } from "#twin/streamed.ts";

const minute = 60;
const hour = 3600;
const day = 86_400;

/** Default and greatest number of buckets on a page. */
const usageWidths = {
  "1m": { seconds: minute, fallback: 60, max: 1440 },
  "1h": { seconds: hour, fallback: 24, max: 168 },
  "1d": { seconds: day, fallback: 7, max: 31 },
} as const;
const costWidths = { "1d": { seconds: day, fallback: 7, max: 180 } } as const;

/** The buckets of one page: [from, to) in steps of `seconds`, and the token of what follows. Unix seconds. */
export type Span = { from: number; to: number; seconds: number; nextPage: string | null };

/** Reads start_time, end_time, bucket_width, limit and page; a token is good for the query that it came from only. */
export function spanOf(query: URLSearchParams, kind: "usage" | "costs", now: number): Span {
  const start = requireInteger(query, "start_time");
  if (start < 0) throw badRequest("'start_time' must not be negative.", "start_time", "invalid_value");
  const width =
    kind === "costs"
      ? costWidths[choice(query, "bucket_width", ["1d"], "1d")]
      : usageWidths[choice(query, "bucket_width", ["1m", "1h", "1d"], "1d")];
  const end = integer(query, "end_time");
  if (end !== undefined && end <= start) {
    throw badRequest("'end_time' must be greater than 'start_time'.", "end_time", "invalid_value");
  }
  const size = sizeOf(query, width);
  const digest = digestOf(query);
  const token = query.get("page");
  const place =
    token === null ? { at: start - (start % width.seconds), end: end ?? now } : readToken(token, digest);
  const last = Math.max(place.end, place.at);
  const to = Math.min(place.at + size * width.seconds, last);
  const next = place.at + size * width.seconds;
  return {
    from: place.at,
    to,
    seconds: width.seconds,
    nextPage: next < place.end ? writeToken({ at: next, end: place.end, digest }) : null,
  };
}

function sizeOf(query: URLSearchParams, { fallback, max }: { fallback: number; max: number }): number {
  const size = integer(query, "limit") ?? fallback;
  if (size > max) {
    throw badRequest(`Invalid limit provided: ${size}. Limit must be less than or equal to ${max}.`, "limit");
  }
  if (size < 1) {
    throw badRequest(`Invalid limit provided: ${size}. Limit must be greater than or equal to 1.`, "limit");
  }
  return size;
}

type Token = { at: number; end: number; digest: string };

function digestOf(query: URLSearchParams): string {
  const pairs = [...query].filter(([name]) => name !== "page").map(([name, value]) => `${name}=${value}`);
  return createHash("sha256").update(pairs.sort().join("&")).digest("base64url").slice(0, 16);
}

function writeToken({ at, end, digest }: Token): string {
  return `page_${Buffer.from(`${at}.${end}.${digest}`).toString("base64url")}`;
}

function readToken(token: string, digest: string): Token {
  const parts = /^(\d+)\.(\d+)\.(.+)$/.exec(Buffer.from(token.replace(/^page_/, ""), "base64url").toString());
  if (parts?.[3] !== digest) {
    throw badRequest("Invalid page token: it does not belong to this query.", "page", "invalid_value");
  }
  return { at: Number(parts[1]), end: Number(parts[2]), digest };
}

/** One bucket that is not empty: the JSON texts of its results, with commas between them. */
export type BucketText = { bucket_at: number; results: string };
export type ReadBuckets = (from: number, to: number) => Promise<BucketText[]>;

const firstBuckets = 4;
const piece = { small: 500_000, large: 4_000_000 };

/**
 * Every bucket of the span, in order, those without rows too. It is read some buckets at a time, more or fewer as they
 * turn out to be small or large, and the next are read while these are written: a page may be hundreds of megabytes.
 */
export function bucketPage(span: Span, read: ReadBuckets): Streamed {
  return streamed(piecesOf(span, read));
}

async function* piecesOf({ from, to, seconds, nextPage }: Span, read: ReadBuckets): AsyncGenerator<string> {
  let buckets = firstBuckets;
  const ask = (at: number) => {
    const until = Math.min(at + buckets * seconds, to);
    const rows = at < to ? read(at, until) : Promise.resolve([]);
    rows.catch(() => undefined); // it is told where it is awaited
    return { at, until, rows };
  };
  let held = '{"object":"page","data":[';
  let next = ask(from);
  while (next.at < to) {
    const { at, until, rows } = next;
    const byBucket = new Map((await rows).map((row) => [row.bucket_at, row.results]));
    next = ask(until);
    const texts: string[] = [];
    for (let start = at; start < until; start += seconds) {
      const results = byBucket.get(start) ?? "";
      texts.push(
        `{"object":"bucket","start_time":${start},"end_time":${start + seconds},"results":[${results}]}`,
      );
    }
    const text = texts.join(",");
    if (text.length < piece.small) buckets *= 4;
    if (text.length > piece.large) buckets = Math.max(1, Math.floor(buckets / 2));
    held += text;
    if (next.at >= to) break;
    held += ",";
    if (held.length < piece.small) continue;
    yield held;
    held = "";
  }
  yield `${held}],"has_more":${nextPage !== null},"next_page":${JSON.stringify(nextPage)}}`;
}
