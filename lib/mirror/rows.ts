/** Whatever can run one statement of a transaction: Prisma's client, or the sync's own connection. */
export type Writes = {
  $executeRawUnsafe: (statement: string, ...values: unknown[]) => PromiseLike<number>;
};

type ColumnKind = "text" | "boolean" | "epoch" | "text[]";

export type MirrorTable = {
  name: string;
  /** The primary key without organization_id. */
  key: readonly string[];
  /** Key columns included; organization_id, raw, mirrored_at and deleted_at are in every table. */
  columns: Readonly<Record<string, ColumnKind>>;
};

/** One row by column name, and the object it came from. */
export type MirrorRow = {
  values: Readonly<Record<string, unknown>>;
  raw: unknown;
};

const lastSecond = 253_402_300_799;

/** Text as Postgres can keep it: without NUL, and with lone surrogates replaced. raw keeps the original. */
export function cleanText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** Text as it is; anything else, which upstream does not document, as JSON writes it: it must not stop the others. */
const textOf = (value: unknown) => cleanText(typeof value === "string" ? value : JSON.stringify(value));

/** A value as its column can keep it, whatever upstream answered; raw keeps the original. */
function cleanValue(kind: ColumnKind, value: unknown) {
  if (value === null || value === undefined) return null;
  if (kind === "text") return textOf(value);
  if (kind === "text[]") return Array.isArray(value) ? value.map(textOf) : [];
  if (kind === "boolean") return value === true;
  return typeof value === "number" && value >= 0 && value <= lastSecond ? Math.floor(value) : null;
}

const valueOf = (name: string, kind: ColumnKind) =>
  kind === "epoch" ? `to_timestamp(r.${name})` : `r.${name}`;
const typeOf = (kind: ColumnKind) => (kind === "epoch" ? "double precision" : kind);

function upsertStatement({ name, key, columns }: MirrorTable): string {
  const names = Object.keys(columns);
  const others = names.filter((column) => !key.includes(column));
  const values = Object.entries(columns).map(([column, kind]) => valueOf(column, kind));
  const types = Object.entries(columns).map(([column, kind]) => `${column} ${typeOf(kind)}`);
  return `
    INSERT INTO ${name} AS mirrored (organization_id, ${names.join(", ")}, raw, mirrored_at, deleted_at)
    SELECT $1::uuid, ${values.join(", ")}, r.raw::json, $2::timestamptz, NULL
    FROM json_to_recordset($3::json) AS r(${types.join(", ")}, raw text)
    ON CONFLICT (organization_id, ${key.join(", ")}) DO UPDATE SET
      ${others.map((column) => `${column} = excluded.${column}, `).join("")}
      raw = excluded.raw, mirrored_at = excluded.mirrored_at, deleted_at = NULL
    WHERE mirrored.mirrored_at <= excluded.mirrored_at`;
}

/**
 * Brings rows into the mirror as of `at`, when the request that told us was sent: what a newer answer has
 * told already stays, and a tombstone older than `at` is lifted. Returns how many rows were written.
 */
export async function upsertRows(
  tx: Writes,
  table: MirrorTable,
  organizationId: string,
  rows: readonly MirrorRow[],
  at: Date,
): Promise<number> {
  // One statement cannot write the same row twice: a page that repeats an object counts its last appearance.
  const byKey = new Map<string, Record<string, unknown>>();
  for (const { values, raw } of rows) {
    const row: Record<string, unknown> = { raw: JSON.stringify(raw) };
    for (const [column, kind] of Object.entries(table.columns))
      row[column] = cleanValue(kind, values[column]);
    byKey.set(JSON.stringify(table.key.map((column) => row[column])), row);
  }
  if (byKey.size === 0) return 0;
  const given = JSON.stringify([...byKey.values()]);
  return tx.$executeRawUnsafe(upsertStatement(table), organizationId, at.toISOString(), given);
}

/** Marks rows as gone upstream at `at`; keys give the primary key's columns. A newer answer stays. */
export async function tombstoneRows(
  tx: Writes,
  table: MirrorTable,
  organizationId: string,
  keys: readonly Readonly<Record<string, string>>[],
  at: Date,
): Promise<number> {
  if (keys.length === 0) return 0;
  const matches = table.key.map((column) => `mirrored.${column} = r.${column}`).join(" AND ");
  const types = table.key.map((column) => `${column} text`).join(", ");
  return tx.$executeRawUnsafe(
    `UPDATE ${table.name} AS mirrored SET deleted_at = $2::timestamptz, mirrored_at = $2::timestamptz
     FROM json_to_recordset($3::json) AS r(${types})
     WHERE mirrored.organization_id = $1::uuid AND ${matches}
       AND mirrored.deleted_at IS NULL AND mirrored.mirrored_at <= $2::timestamptz`,
    organizationId,
    at.toISOString(),
    JSON.stringify(keys),
  );
}

/** Marks as gone what a whole sweep begun at `sweptAt` did not see; within narrows it to what the sweep covered. */
export async function tombstoneUnseen(
  tx: Writes,
  table: MirrorTable,
  organizationId: string,
  within: Readonly<Record<string, string>>,
  sweptAt: Date,
): Promise<number> {
  const columns = Object.keys(within);
  const narrowed = columns.map((column, index) => `AND ${column} = $${index + 3}`).join(" ");
  return tx.$executeRawUnsafe(
    `UPDATE ${table.name} SET deleted_at = $2::timestamptz, mirrored_at = $2::timestamptz
     WHERE organization_id = $1::uuid AND deleted_at IS NULL AND mirrored_at < $2::timestamptz ${narrowed}`,
    organizationId,
    sweptAt.toISOString(),
    ...columns.map((column) => within[column]),
  );
}
