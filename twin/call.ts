import type pg from "pg";
import type { z } from "zod";
import { transaction } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";
import type { FaultBox } from "#twin/faults.ts";

export type Organization = { id: string; name: string; defaultProjectId: string; createdAt: number };

/** The admin key a request came with, and the owner whose rights it carries. */
export type AdminKey = { id: string; ownerId: string; ownerEmail: string | null };

export type Call = {
  /** Such as `GET /organization/users/:user_id`. */
  template: string;
  pool: pg.Pool;
  organization: Organization;
  key: AdminKey;
  faults: FaultBox;
  /** Unix seconds. */
  now: number;
  query: URLSearchParams;
  param: (name: string) => string;
  /** The body, checked; an unsound one answers 400. */
  read: <Schema extends z.ZodType>(schema: Schema) => Promise<z.output<Schema>>;
};

/** Answers an object to be written as JSON, or `Streamed` JSON text. */
export type Operation = (call: Call) => Promise<object>;

/** Keyed by method and path template, such as `GET /organization/users/:user_id`. */
export type Routes = Record<string, Operation>;

export function change<T>(call: Call, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return transaction(call.pool, work);
}
