import type { Prisma, PrismaClient } from "#lib/generated/prisma/client.ts";
import { writer } from "#lib/db-writer.ts";

type Write = `${"create" | "update"}${"" | "Many" | "ManyAndReturn"}` | "upsert" | "delete" | "deleteMany";
type Raw = "$transaction" | "$executeRaw" | "$executeRawUnsafe" | "$queryRawUnsafe" | "$extends";

export type ReadOnly<Client> = {
  [Key in Exclude<keyof Client, Raw>]: Client[Key] extends { findMany: unknown }
    ? Omit<Client[Key], Write>
    : Client[Key];
};

/** A transaction that may write: handed out only by lib/audit/change.ts. */
export type Transaction = Prisma.TransactionClient;

/**
 * Reads across all organizations: for sign-in, jobs and the console itself. Whatever serves a person reads
 * through scoped(actor) instead. Writing means going through lib/audit/change.ts.
 */
export const db: ReadOnly<PrismaClient> = writer;
