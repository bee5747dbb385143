/** Bytes from start up to, but not including, end. */
export type ByteRange = { start: number; end: number };

/**
 * What a Range header asks of a file of so many bytes: one range, or null for all of it (no header, several
 * ranges, another unit: the whole is always a right answer). "unsatisfiable" begins behind the end.
 */
export function parseRange(header: string | null, size: number): ByteRange | null | "unsatisfiable" {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (from === "" && to === "") return null;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size };
  }
  const start = Number(from);
  if (start >= size) return "unsatisfiable";
  const end = to === "" ? size : Math.min(size, Number(to) + 1);
  return end <= start ? null : { start, end };
}
