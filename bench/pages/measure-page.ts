import type pg from "pg";
import { directorySubjects } from "#lib/remembered/subjects.ts";
import { allUsage } from "#lib/usage/made-of.ts";
import { missingOn } from "./compare-page.ts";
import type { BenchPage } from "./page-list.ts";
import { timed } from "./percentiles.ts";
import type { Subject } from "./subject.ts";
import { fillIn, statementsFor } from "./subject.ts";

const subjects = [...allUsage, "costs", "audit_log", ...directorySubjects];

export type Setting = { client: pg.Client; url: string; cookie: string; subject: Subject; rounds: number };

async function load(address: string, cookie: string): Promise<string> {
  const response = await fetch(address, { headers: { cookie } });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
  return body;
}

export type Measured = {
  /** Milliseconds of the first request, and of those after it; the same of the statements. */
  cold: number;
  /** After a change of everything that answers are remembered by: nothing of them can be used. */
  changed: number[];
  pages: number[];
  queries: number[];
  /** What the statements found and the page does not show. */
  missing: string[];
};

/** Measures one page against its statements; throws where it does not answer 200. */
export async function measurePage(
  page: BenchPage,
  { client, url, cookie, subject, rounds }: Setting,
): Promise<Measured> {
  const address = `${url}${page.isOutside ? "" : "/o/large"}${fillIn(page.path, subject)}`;
  const statements = statementsFor(page.sql, subject);
  let html = "";
  const cold = await timed(async () => (html = await load(address, cookie)));
  const missing = await missingOn(html, client, statements);
  const [changed, pages, queries]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    await client.query("SELECT facts.note_change($1, subject) FROM unnest($2::text[]) AS subject", [
      subject.organization,
      subjects,
    ]);
    changed.push(await timed(() => load(address, cookie)));
    pages.push(await timed(() => load(address, cookie)));
    queries.push(
      await timed(async () => {
        for (const statement of statements) await client.query(statement);
      }),
    );
  }
  return { cold, changed, missing, pages, queries };
}
