import type pg from "pg";
import { directorySubjects } from "#lib/remembered/subjects.ts";
import { allUsage } from "#lib/usage/made-of.ts";
import { missingOn } from "./compare-page.ts";
import type { BenchPage } from "./page-list.ts";
import { executionTime } from "./execution-time.ts";
import { timed } from "./percentiles.ts";
import type { Subject } from "./subject.ts";
import { fillIn, statementsFor } from "./subject.ts";

const subjects = [...allUsage, "costs", "audit_log", ...directorySubjects];

export type Setting = { client: pg.Client; url: string; cookie: string; subject: Subject; rounds: number };

/** Nothing that is remembered holds any longer. */
async function noteChange({ client, subject }: Setting): Promise<void> {
  await client.query("SELECT facts.note_change($1, subject) FROM unnest($2::text[]) AS subject", [
    subject.organization,
    subjects,
  ]);
}

async function load(address: string, cookie: string): Promise<string> {
  const response = await fetch(address, { headers: { cookie } });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
  return body;
}

function addressOf(page: BenchPage, { url, subject }: Setting): string {
  return `${url}${page.isOutside ? "" : "/o/large"}${fillIn(page.path, subject)}`;
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
export async function measurePage(page: BenchPage, setting: Setting): Promise<Measured> {
  const { client, cookie, subject, rounds } = setting;
  const address = addressOf(page, setting);
  const statements = statementsFor(page.sql, subject);
  let html = "";
  const cold = await timed(async () => (html = await load(address, cookie)));
  const missing = await missingOn(html, client, statements);
  const [changed, pages, queries]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    await noteChange(setting);
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

/**
 * Milliseconds that Postgres executes statements: for the page right after a change, session, rights and freshness
 * included, and for its hand-written statements. Means of all rounds.
 */
export async function measureStatements(
  page: BenchPage,
  setting: Setting,
): Promise<{ page: number; sql: number }> {
  const { client, cookie, subject, rounds } = setting;
  const address = addressOf(page, setting);
  const statements = statementsFor(page.sql, subject);
  const each = (turn: () => Promise<unknown>) =>
    executionTime(client, async () => {
      for (let round = 0; round < rounds; round += 1) await turn();
    });
  const changes = await each(() => noteChange(setting));
  const loads = await each(async () => {
    await noteChange(setting);
    await load(address, cookie);
  });
  const sql = await each(async () => {
    for (const statement of statements) await client.query(statement);
  });
  return { page: (loads - changes) / rounds, sql: sql / rounds };
}
