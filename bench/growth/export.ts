import { copyToNowhere } from "../copy-to-nowhere.ts";
import { percentile, timed } from "../pages/percentiles.ts";
import type { Part, Scale } from "./part.ts";

const formats = ["csv", "jsonl"] as const;
const downloads = 3;

async function countEvents({ client, subject }: Scale): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM facts.audit_events WHERE organization_id = $1",
    [subject.organization],
  );
  return rows[0]?.count ?? 0;
}

async function download(address: string, cookie: string): Promise<void> {
  const response = await fetch(address, { headers: { cookie } });
  if (response.status !== 200 || !response.body) throw new Error(`The export answered ${response.status}.`);
  for await (const chunk of response.body) void chunk;
}

/** The median of a few runs, in milliseconds a thousand of these rows. */
async function perThousand(rows: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < downloads; run += 1) times.push(await timed(work));
  return (percentile(times, 0.5) / rows) * 1000;
}

/** The whole audit log over HTTP, beside Postgres' own COPY of it: what grows in both is the database's. */
export const exports: Part = {
  title: "export of the whole audit log, ms a thousand events",
  async measure(scale) {
    const { databaseUrl, web, cookie, subject } = scale;
    const events = await countEvents(scale);
    const medians = new Map<string, number>();
    const copy = `COPY (SELECT raw FROM facts.audit_events WHERE organization_id = '${subject.organization}'
      ORDER BY effective_at DESC, id DESC) TO STDOUT`;
    medians.set("COPY of the raw events", await perThousand(events, () => copyToNowhere(databaseUrl, copy)));
    for (const format of formats) {
      const address = `${web.url}/o/large/audit/export?format=${format}`;
      medians.set(`export as ${format}`, await perThousand(events, () => download(address, cookie)));
    }
    return medians;
  },
};
