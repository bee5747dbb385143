/** Whether the text begins with a day that a filter may name; not of 9999, whose end Postgres does not read. */
export function isRealDay(text: string): boolean {
  const day = text.slice(0, 10);
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) && at.getTime() >= 0 && day < "9999";
}
