import { insertEvents } from "#lib/sync/audit/insert-events.ts";
import type { Advance, Reader, StepContext, StepTransaction } from "#lib/sync/reader.ts";

export type Batch = {
  /** All of them as one; null where none was taken. */
  advance: Advance | null;
  /** The pages behind it may be read before it is written. */
  goesOn: boolean;
  /** What struck after the last of them. */
  failure: { error: unknown } | null;
};

type Bounds = {
  /** So many steps are taken whether or not the time is up. */
  atLeast: 0 | 1;
  isOver: () => boolean;
  /** What was read before is still being written: there is time to read on. */
  isWriting: () => boolean;
};

const mostPages = 20;
/** In memory, and in a transaction; a page of huge events or a full window may be more by itself. */
const mostCharacters = 8_000_000;

function together(organizationId: string, advances: readonly Advance[]): Advance | null {
  const last = advances.at(-1);
  if (!last || advances.length === 1) return last ?? null;
  const events = advances.flatMap((advance) => advance.events ?? []);
  const others = advances.flatMap((advance) => (advance.events ? [] : (advance.write ?? [])));
  const write = async (tx: StepTransaction) => {
    let grown = await insertEvents(tx, organizationId, events);
    for (const other of others) grown += await other(tx);
    return grown;
  };
  return { ...last, events, write };
}

function charactersOf({ events = [], characters = 0 }: Advance): number {
  return events.reduce((sum, { raw, searchText }) => sum + raw.length + searchText.length, characters);
}

/**
 * Takes steps as long as each reads on from where the one before it ended, within bounds of number and memory, and
 * only as long as something is being written. Never rejects: what was read whole before a failure counts, and the
 * failure is told beside it.
 */
export async function readAhead(
  context: StepContext,
  reader: Reader,
  cursor: unknown,
  { atLeast, isOver, isWriting }: Bounds,
): Promise<Batch> {
  const advances: Advance[] = [];
  let characters = 0;
  // Whoever writes waits for nothing: as much is written together as came while others were.
  const isEnough = () =>
    isOver() || !isWriting() || advances.length >= mostPages || characters >= mostCharacters;
  let goesOn = true;
  let failure: Batch["failure"] = null;
  try {
    while (goesOn && (advances.length < atLeast || !isEnough())) {
      const last = advances.at(-1);
      const advance = await reader.step(context, last ? last.cursor : cursor);
      advances.push(advance);
      characters += charactersOf(advance);
      goesOn = advance.goesOn === true;
    }
  } catch (error) {
    failure = { error };
    goesOn = false;
  }
  return {
    advance: together(context.organizationId, advances),
    goesOn: goesOn && advances.length > 0,
    failure,
  };
}
