/**
 * A decimal as Postgres' numeric takes it, from what upstream sends: a string with the digits, or a JSON number,
 * of which the shortest text that reads back as the same number is taken. Nothing is ever summed as a float.
 * Null where it is neither.
 */
export function decimalText(value: unknown): string | null {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string") return null;
  const trimmed = text.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(trimmed) ? trimmed : null;
}
