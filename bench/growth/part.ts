import type pg from "pg";
import type { Subject } from "../pages/subject.ts";
import type { Web } from "../web.ts";

export type Scale = {
  /** The share of the whole large organization, as it was asked for: "0.05". */
  name: string;
  serverUrl: string;
  databaseUrl: string;
  client: pg.Client;
  web: Web;
  /** Of somebody who may see everything. */
  cookie: string;
  subject: Subject;
  rounds: number;
};

/** Medians by what was measured: milliseconds, or where the work grows with the rows milliseconds a thousand of them. */
export type Medians = ReadonlyMap<string, number>;

/** Something whose growth is measured. Every figure of it should stay as it is from the smallest scale to the largest. */
export type Part = { title: string; measure: (scale: Scale) => Promise<Medians> };
