/** A translator for keys that only the running program knows; has says whether there is such a message. */
export type AnyKey = {
  (key: string, values?: Record<string, string | number>): string;
  has: (key: string) => boolean;
};

/** Translators take the keys of their messages alone: here they are asked for what upstream or the trail names. */
export function anyKey(words: { has: (key: never) => boolean }): AnyKey {
  return words as unknown as AnyKey;
}
