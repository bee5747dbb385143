const [quote, backslash, comma, openList, closeList, openObject, closeObject] = [
  34, 92, 44, 91, 93, 123, 125,
];

/** The list follows at once: what stands before it at the top of the answer. */
const beforeItems = /(?<!\\)"data"\s*:\s*$/;

class Splitter {
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  private isInItems = false;
  /** Of the item that is being read, in pieces before this one. */
  private item = "";
  private itemsSoFar = 0;
  envelope = "";

  private readonly onItem: (text: string) => void;

  constructor(onItem: (text: string) => void) {
    this.onItem = onItem;
  }

  push(piece: string): void {
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      if (this.isInString) {
        at = this.endOfString(piece, at);
        continue;
      }
      const code = piece.charCodeAt(at);
      if (code === quote) this.isInString = true;
      else if (code === openList || code === openObject) {
        const begins = code === openList && this.depth === 1 && !this.isInItems;
        this.depth += 1;
        if (!begins || !beforeItems.test(this.envelope + piece.slice(from, at))) continue;
        from = this.enter(piece, from, at);
      } else if (code === closeList || code === closeObject) {
        this.depth -= 1;
        if (!this.isInItems || this.depth > 1) continue;
        this.endItem(piece.slice(from, at), true);
        this.isInItems = false;
        from = at;
      } else if (code === comma && this.isInItems && this.depth === 2) {
        this.endItem(piece.slice(from, at), false);
        from = at + 1;
      }
    }
    if (this.isInItems) this.item += piece.slice(from);
    else this.envelope += piece.slice(from);
  }

  /** Where the string that is open at this place is closed, or where the piece ends. */
  private endOfString(piece: string, at: number): number {
    let from = this.isEscaped ? at + 1 : at;
    this.isEscaped = false;
    while (true) {
      const found = piece.indexOf('"', from);
      const end = found === -1 ? piece.length : found;
      let backslashes = 0;
      while (end - backslashes > from && piece.charCodeAt(end - backslashes - 1) === backslash)
        backslashes += 1;
      const isEscape = backslashes % 2 === 1;
      if (found === -1) this.isEscaped = isEscape;
      else if (isEscape) {
        from = found + 1;
        continue;
      } else this.isInString = false;
      return end;
    }
  }

  private enter(piece: string, from: number, at: number): number {
    if (this.itemsSoFar > 0) throw new SyntaxError("The answer holds two lists.");
    this.envelope += piece.slice(from, at + 1);
    this.isInItems = true;
    return at + 1;
  }

  private endItem(rest: string, isLast: boolean): void {
    const text = this.item + rest;
    this.item = "";
    if (isLast && this.itemsSoFar === 0 && text.trim() === "") return;
    this.itemsSoFar += 1;
    this.onItem(text);
  }
}

/**
 * Splits the text of a list that arrives in pieces: hands over every item of its "data" as soon as it is whole, and
 * returns what stands around them. An answer of hundreds of megabytes is never held as one. What is no JSON shows when
 * the parts are parsed; throws SyntaxError where it would not.
 */
export async function splitItems(
  pieces: AsyncIterable<string>,
  onItem: (text: string) => void,
): Promise<string> {
  const splitter = new Splitter(onItem);
  for await (const piece of pieces) splitter.push(piece);
  return splitter.envelope;
}
