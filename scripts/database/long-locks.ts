import { statementsOf, structureOf } from "./statements.ts";

/** What a person should know about a statement of a migration before it meets a large table. */
export type LongLock = { statement: string; why: string };

/** A comment that says why a statement of this script may do it all the same. */
const waiver = /^-- locks: .{20,}/m;

const rules: { pattern: RegExp; why: string }[] = [
  {
    pattern: /\bALTER\s+(COLUMN\s+)?"?\w+"?\s+(SET\s+DATA\s+)?TYPE\b/i,
    why: "a new type rewrites the table: add a column, fill it, and switch over",
  },
  {
    pattern: /\bADD\s+(COLUMN\s+)?[^,]*\b(SERIAL|BIGSERIAL|GENERATED)\b/i,
    why: "a generated column rewrites the table",
  },
  {
    pattern:
      /\bADD\s+(COLUMN\s+)?[^,]*\bDEFAULT\s+(gen_random_uuid|uuidv7|random|clock_timestamp|nextval)\b/i,
    why: "a default that differs from row to row rewrites the table",
  },
  {
    pattern: /\bSET\s+NOT\s+NULL\b/i,
    why: "the whole table is read under the lock: add a CHECK … NOT VALID, validate it, then set it",
  },
  {
    pattern: /\bADD\s+(CONSTRAINT\s+"?\w+"?\s+)?(CHECK|FOREIGN\s+KEY)\b(?![\s\S]*\bNOT\s+VALID\b)/i,
    why: "the whole table is read under the lock: add it NOT VALID, and validate it in another migration",
  },
  {
    pattern: /\bADD\s+(CONSTRAINT\s+"?\w+"?\s+)?(PRIMARY\s+KEY|UNIQUE)\b(?!\s+USING\s+INDEX)/i,
    why: "the index is built under the lock: build it CONCURRENTLY, then add it USING INDEX",
  },
  { pattern: /^(VACUUM\s+\(?FULL|CLUSTER|REINDEX\s+(?!.*CONCURRENTLY))/i, why: "it rewrites under the lock" },
  { pattern: /^TRUNCATE\b/i, why: "readers wait, and then see nothing" },
  { pattern: /^LOCK\b[\s\S]*\bACCESS\s+EXCLUSIVE\b/i, why: "it shuts readers out until the end" },
  { pattern: /^LOCK\b(?![\s\S]*\bMODE\b)/i, why: "without a mode that is ACCESS EXCLUSIVE" },
];

const name = String.raw`"?(?:\w+"?\."?)?(\w+)"?`;
const created = new RegExp(
  String.raw`^CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?${name}`,
  "i",
);
const altered = new RegExp(String.raw`^ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?${name}`, "i");
const locked = new RegExp(String.raw`^LOCK\s+(?:TABLE\s+)?${name}`, "i");
const indexed = new RegExp(
  String.raw`^CREATE\s+(?:UNIQUE\s+)?INDEX\s+(?:IF\s+NOT\s+EXISTS\s+)?\w+\s+ON\s+(?:ONLY\s+)?${name}`,
  "i",
);
const exclusive = /^(ALTER\s+TABLE(?![\s\S]*\bVALIDATE\b)|DROP\s+(TABLE|INDEX(?!\s+CONCURRENTLY)))\b/i;
const long =
  /^(UPDATE|DELETE|INSERT\s+INTO[\s\S]*\bSELECT\b|WITH|CREATE\s+(UNIQUE\s+)?INDEX(?!\s+CONCURRENTLY)|SELECT)\b/i;

/**
 * The statements of a migration that would shut readers out of a table that is there already, for as long as the
 * table is large; or that do long work after taking such a lock in the same transaction.
 */
export function findLongLocks(script: string): LongLock[] {
  if (waiver.test(script)) return [];
  const isAtomic = !script.startsWith("-- outside a transaction");
  const own = new Set<string>();
  const problems: LongLock[] = [];
  let held = "";
  for (const statement of statementsOf(script)) {
    const text = structureOf(statement);
    const made = created.exec(statement)?.[1];
    if (made) own.add(made);
    const table = (altered.exec(statement) ?? indexed.exec(statement) ?? locked.exec(statement))?.[1] ?? "";
    if (own.has(table)) continue;
    const rule = rules.find(({ pattern }) => pattern.test(text));
    if (rule) problems.push({ statement, why: rule.why });
    if (indexed.test(statement))
      problems.push({
        statement,
        why: "writers wait while it is built: CONCURRENTLY, outside a transaction",
      });
    if (isAtomic && held && long.test(text))
      problems.push({ statement, why: `readers wait for it behind the lock of: ${held}` });
    if (exclusive.test(text)) held = statement.replace(/\s+/g, " ").slice(0, 80);
  }
  return problems;
}
