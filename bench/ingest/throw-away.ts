const hour = 3_600;
const day = 24 * hour;
const groups = ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source"];

export type Thrown = { seconds: number; bytes: number };

async function read(address: string): Promise<Buffer> {
  const response = await fetch(address, {
    // A kept connection may be closed while a busy machine looks elsewhere.
    headers: { authorization: "Bearer sk-admin-twin", connection: "close" },
  });
  if (!response.ok) throw new Error(`The twin answered ${response.status}: ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

async function throwCompletions(base: string): Promise<number> {
  const now = Math.ceil(Date.now() / 1000 / hour) * hour;
  let bytes = 0;
  for (let to = now; to > now - 400 * day; to -= 7 * day) {
    const query = new URLSearchParams([
      ["start_time", String(to - 7 * day)],
      ["end_time", String(to)],
      ["bucket_width", "1h"],
      ["limit", "168"],
      ...groups.map((group) => ["group_by[]", group]),
    ]);
    bytes += (await read(`${base}/organization/usage/completions?${query}`)).byteLength;
  }
  return bytes;
}

async function throwEvents(base: string): Promise<number> {
  let bytes = 0;
  for (const tenant of ["false", "true"]) {
    let after: string | undefined = "";
    while (after !== undefined) {
      const query = new URLSearchParams({ limit: "100", tenant_only: tenant, ...(after && { after }) });
      const page = await read(`${base}/organization/audit_logs?${query}`);
      bytes += page.byteLength;
      // Where the next page begins stands at the end: nothing else is parsed.
      const end = page.subarray(-500).toString();
      const last = /"last_id":"([^"]+)"/.exec(end)?.[1];
      after = end.includes('"has_more":true') ? last : undefined;
    }
  }
  return bytes;
}

const readers = { usage_completions: throwCompletions, audit_log: throwEvents };

export type ThrownStream = keyof typeof readers;

export function canThrowAway(stream: string): stream is ThrownStream {
  return stream in readers;
}

/** Reads the pages that the worker reads of a stream, one after the other, and throws them away. */
export async function throwAway(base: string, stream: ThrownStream): Promise<Thrown> {
  const startedAt = performance.now();
  const bytes = await readers[stream](base);
  return { seconds: (performance.now() - startedAt) / 1000, bytes };
}
