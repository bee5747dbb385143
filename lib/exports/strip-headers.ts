const headerBytes = 5;
const copyData = "d".charCodeAt(0);
/** Messages that may stand in the middle of a copy: its beginning, notices, parameters, notifications. */
const passedOver = new Set([..."HNSA"].map((letter) => letter.charCodeAt(0)));

/**
 * Takes Postgres's messages as they come over the wire and copies what rows they hold into pieces of one size:
 * once, and without an object for each row. take() gives null while the copy goes on, and then the bytes from
 * the first message on that belongs to the driver again.
 */
export function stripHeaders(pieceBytes: number, give: (piece: Buffer<ArrayBuffer>) => void) {
  const header = Buffer.alloc(headerBytes);
  let [headerLength, remaining, filled] = [0, 0, 0];
  let isRow = false;
  let piece = Buffer.allocUnsafeSlow(pieceBytes);

  function flush(): void {
    if (filled === 0) return;
    give(piece.subarray(0, filled));
    piece = Buffer.allocUnsafeSlow(pieceBytes);
    filled = 0;
  }

  /** Copies the rest of the present message, as far as it is there; returns where it ends. */
  function takeBody(chunk: Buffer, from: number): number {
    const end = Math.min(chunk.length, from + remaining);
    remaining -= end - from;
    for (let at = from; isRow && at < end;) {
      const length = Math.min(end - at, pieceBytes - filled);
      chunk.copy(piece, filled, at, at + length);
      at += length;
      filled += length;
      if (filled === pieceBytes) flush();
    }
    return end;
  }

  /** Gathers the header of the next message; returns where it ends. */
  function takeHeader(chunk: Buffer, from: number): number {
    const end = Math.min(chunk.length, from + headerBytes - headerLength);
    chunk.copy(header, headerLength, from, end);
    headerLength += end - from;
    return end;
  }

  function take(chunk: Buffer): Buffer | null {
    let at = 0;
    while (at < chunk.length) {
      if (remaining > 0) {
        at = takeBody(chunk, at);
        continue;
      }
      at = takeHeader(chunk, at);
      if (headerLength < headerBytes) break;
      const code = header[0] ?? 0;
      if (code !== copyData && !passedOver.has(code)) {
        flush();
        return Buffer.concat([header, chunk.subarray(at)]);
      }
      isRow = code === copyData;
      remaining = header.readUInt32BE(1) - 4;
      headerLength = 0;
    }
    return null;
  }
  return take;
}
