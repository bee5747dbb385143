/** What a percent-encoded part of an address stands for, slashes and all; null where nothing can be called that. */
export function decodeSegment(encoded: string): string | null {
  try {
    const decoded = decodeURIComponent(encoded);
    return decoded.includes("\0") ? null : decoded;
  } catch {
    return null;
  }
}
