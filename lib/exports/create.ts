import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { askForJob } from "#lib/background-jobs/ask.ts";
import { ExportOptions, auditFilterOf, cleanAuditFilter } from "#lib/exports/options.ts";
import { setNames } from "#lib/exports/set-names.ts";
import { dataSets } from "#lib/exports/sets.ts";
import { isDay } from "#lib/usage/days.ts";

const names = (most: number) =>
  z
    .string()
    .max(2_000)
    .default("")
    .transform((text) => [...new Set(text.split(",").filter(Boolean))].slice(0, most));
const flag = z
  .enum(["1", "on", ""])
  .default("")
  .transform((value) => value !== "");
const day = z
  .string()
  .default("")
  .refine((value) => value === "" || isDay(value), "invalid")
  .transform((value) => (value === "" ? null : value));

/** What the form sends: names joined by commas, days or nothing, the audit log's filter as a query. */
export const CreateExport = z.object({
  sets: names(setNames.length).pipe(z.array(z.enum(setNames), "choose").min(1, "choose")),
  format: z.enum(["csv", "jsonl"], "choose"),
  gzip: flag,
  from: day,
  through: day,
  kinds: names(50).pipe(z.array(z.string().regex(/^[a-z_]{1,60}$/), "invalid")),
  withRemoved: flag,
  audit: z.string().max(30_000).default(""),
});

/**
 * Asks for an export in the background: one file a set, in the order of the list, all of one moment. The actor
 * needs what every set needs. Throws DomainError "forbidden", "invalid" (days the wrong way round, a filter that
 * cannot be understood) or "conflict" (too many are open).
 */
export async function createExport(
  actor: Actor,
  asked: z.output<typeof CreateExport>,
): Promise<{ id: string }> {
  authorize(actor, "exports.create");
  const sets = setNames.filter((name) => asked.sets.includes(name));
  const audit = sets.includes("audit_events") ? cleanAuditFilter(asked.audit) : {};
  const options = ExportOptions.parse({ ...asked, sets, audit });
  auditFilterOf(options);
  const needs = [...new Set(sets.flatMap((set) => dataSets[set].needs))];
  return askForJob(actor, { kind: "export", label: sets.join(","), needs, input: options, unit: "rows" });
}
