import { statementsOf } from "./statements.ts";

const locking = /^(?:ALTER|DROP|LOCK)\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?((?:"?\w+"?\.)?"?\w+"?)/i;

/** The tables that a script alters, drops or locks, as it names them, each once. What it creates itself is among them. */
export function lockedTables(script: string): string[] {
  return [...new Set(statementsOf(script).flatMap((statement) => locking.exec(statement)?.[1] ?? []))];
}
