const shortest = 2;
const longest = 200;

/** Typed text, ready to be compared with: lower is for names, exact for ids and addresses. */
export type Wanted = { exact: string; lower: string };

/** Reads what was typed; null when it is too short to mean anything, or is nothing but wildcards. */
export function readWanted(text: string): Wanted | null {
  const exact = text
    .replaceAll(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, longest);
  return exact.length < shortest ? null : { exact, lower: exact.toLowerCase() };
}

/** Whether this can be an id of upstream's, or an address: one word of some length. */
export function isWord({ exact }: Wanted): boolean {
  return /^[\w.:@+-]{6,}$/.test(exact);
}
