import { statementsOf, structureOf } from "./statements.ts";

/** What a statement of a migration takes from the version that still runs while it is applied. */
export type Break = { statement: string; why: string };

/** A comment that says why the version before does not mind. */
const waiver = /^-- breaks: .{20,}/m;

const clauses: { pattern: RegExp; why: string }[] = [
  {
    pattern:
      /\bDROP\s+(COLUMN\s+)?(?!CONSTRAINT|DEFAULT|NOT|EXPRESSION|IDENTITY|COLUMN)(IF\s+EXISTS\s+)?"?\w+/i,
    why: "the version before still names the column: drop it in the release after the one that forgets it",
  },
  { pattern: /\bRENAME\b/i, why: "the version before knows it by its old name: add the new one beside it" },
  {
    pattern: /\bALTER\s+(COLUMN\s+)?"?\w+"?\s+(SET\s+DATA\s+)?TYPE\b/i,
    why: "the version before reads and writes the old type: add a column",
  },
  {
    pattern: /\bSET\s+NOT\s+NULL\b/i,
    why: "the version before may write null: require it in the release after",
  },
  {
    pattern: /\bDROP\s+DEFAULT\b/i,
    why: "the version before leaves it out of its inserts",
  },
  {
    pattern:
      /\bADD\s+(COLUMN\s+)?(?!CONSTRAINT|CHECK|FOREIGN|PRIMARY|UNIQUE|COLUMN)(IF\s+NOT\s+EXISTS\s+)?"?\w+"?\s(?=[^,]*\bNOT\s+NULL\b)(?![^,]*\b(DEFAULT|GENERATED)\b)/i,
    why: "the version before leaves it out of its inserts: give it a default",
  },
  {
    pattern: /\bADD\s+(CONSTRAINT\s+"?\w+"?\s+)?(CHECK|FOREIGN\s+KEY|UNIQUE|PRIMARY\s+KEY|EXCLUDE)\b/i,
    why: "the version before may write what it forbids, NOT VALID or not",
  },
  { pattern: /\bDETACH\s+PARTITION\b/i, why: "the version before finds its rows gone" },
];

const wholes: { pattern: RegExp; why: string }[] = [
  {
    pattern: /^DROP\s+(TABLE|VIEW|MATERIALIZED\s+VIEW|FUNCTION|PROCEDURE|TYPE|SEQUENCE|SCHEMA)\b/i,
    why: "the version before still asks for it: drop it in the release after the one that forgets it",
  },
  {
    pattern: /^CREATE\s+UNIQUE\s+INDEX\b/i,
    why: "the version before may write what it forbids",
  },
  { pattern: /^REVOKE\b/i, why: "the version before may need it" },
  { pattern: /^ALTER\s+TYPE\b.*\bRENAME\b/is, why: "the version before knows the value by its old name" },
];

const name = String.raw`(?:ONLY\s+)?"?(?:\w+"?\."?)?(\w+)"?`;
const creates = new RegExp(
  String.raw`^CREATE\s+(?:UNLOGGED\s+)?(?:TABLE|TYPE|FUNCTION|SEQUENCE|VIEW)\s+(?:IF\s+NOT\s+EXISTS\s+)?${name}`,
  "i",
);
const touches = new RegExp(
  String.raw`^(?:ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?|DROP\s+(?:TABLE|VIEW|FUNCTION|TYPE|SEQUENCE)\s+(?:IF\s+EXISTS\s+)?|CREATE\s+UNIQUE\s+INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?\w+\s+ON\s+)${name}`,
  "i",
);

/**
 * The statements of a migration that the version before would stumble over: in an update without a break its web and
 * workers go on for a while on the new schema. What the script itself creates is nobody else's yet.
 */
export function findBreaks(script: string): Break[] {
  if (waiver.test(script)) return [];
  const own = new Set<string>();
  const breaks: Break[] = [];
  for (const statement of statementsOf(script)) {
    const text = structureOf(statement);
    const made = creates.exec(statement)?.[1];
    if (made) own.add(made);
    if (made || own.has(touches.exec(statement)?.[1] ?? "")) continue;
    const rules = /^ALTER\s+TABLE\b/i.test(text) ? clauses : wholes;
    const rule = rules.find(({ pattern }) => pattern.test(text));
    if (rule) breaks.push({ statement, why: rule.why });
  }
  return breaks;
}
