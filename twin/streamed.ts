const mark = Symbol("streamed");

/** An answer that is written while it is read from Postgres: the pieces of its JSON text, in order. */
export type Streamed = { [mark]: true; pieces: AsyncIterable<string> };

export function streamed(pieces: AsyncIterable<string>): Streamed {
  return { [mark]: true, pieces };
}

/** An answer whose JSON text is there already. */
export function jsonText(text: string): Streamed {
  return streamed(once(text));
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

export function isStreamed(body: object): body is Streamed {
  return mark in body;
}

export async function wholeOf({ pieces }: Streamed): Promise<string> {
  const texts: string[] = [];
  for await (const piece of pieces) texts.push(piece);
  return texts.join("");
}
