import type pg from "pg";
import { stripHeaders } from "#lib/exports/strip-headers.ts";

/** Each piece costs a turn through streams and response, whatever its size. */
const pieceBytes = 131_072;
/** How many pieces are made ahead of the reader; then Postgres waits. */
const mostAhead = 2;

type Driver = (chunk: Buffer) => void;

/**
 * Runs COPY (…) TO STDOUT and gives its bytes in pieces at the pace at which they are taken; at the end the number
 * of rows, once Postgres said that the copy is complete. Takes the connection's socket from the driver for as long
 * as rows come: an object for each row would cost more than all the rest.
 */
export async function* copyBytes(
  client: pg.Client,
  statement: string,
): AsyncGenerator<Buffer<ArrayBuffer>, number> {
  const pieces: Buffer<ArrayBuffer>[] = [];
  let [rows, isOver] = [0, false];
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  let resume: () => void = () => undefined;

  const query = {
    // Whoever listens to what is asked finds the statement here, as in the driver's own queries.
    text: statement,
    submit: (connection: pg.Connection) => {
      const { stream } = connection;
      const [driver] = stream.listeners("data") as Driver[];
      if (!driver) throw new Error("The connection has no reader.");
      const take = stripHeaders(pieceBytes, (piece) => pieces.push(piece));
      const onData = (chunk: Buffer) => {
        const rest = take(chunk);
        if (rest) {
          stream.off("data", onData);
          stream.on("data", driver);
          driver(rest);
        } else if (pieces.length >= mostAhead) stream.pause();
        wake();
      };
      resume = () => void stream.resume();
      stream.off("data", driver);
      stream.on("data", onData);
      connection.query(statement);
    },
    handleError: (error: Error) => {
      failure = error;
      wake();
    },
    handleCommandComplete: ({ text }: { text: string }) => {
      rows = Number(/^COPY (\d+)/.exec(text)?.[1] ?? 0);
    },
    handleReadyForQuery: () => {
      isOver = true;
      wake();
    },
  };
  client.query(query);

  for (;;) {
    const piece = pieces.shift();
    if (piece) {
      yield piece;
      continue;
    }
    if (failure) throw failure;
    if (isOver) return rows;
    await new Promise<void>((resolve) => {
      wake = resolve;
      resume();
    });
  }
}
