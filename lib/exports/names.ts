import type { ExportOptions } from "#lib/exports/options.ts";
import type { SetName } from "#lib/exports/set-names.ts";

type Named = Pick<ExportOptions, "format" | "gzip" | "from" | "through">;

/** "acme-audit_events-2026-01-01-to-2026-01-31.csv.gz" */
export function fileNameOf(slug: string, set: SetName, { format, gzip, from, through }: Named): string {
  const range = [from, through && `to-${through}`].filter((part) => part !== null);
  const name = [slug, set, ...range].join("-").replaceAll(/[^\w-]/g, "-");
  return `${name}.${format}${gzip ? ".gz" : ""}`;
}

/** Where the parts of one export are kept. */
export function folderOf({ id, organizationId }: { id: string; organizationId: string }): string {
  return `${organizationId}/${id}`;
}
