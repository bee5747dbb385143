import type { AnyKey } from "#lib/i18n/any-key.ts";

function worded(words: AnyKey, key: string, otherwise: string): string {
  return /^[\w.]+$/.test(key) && words.has(key) ? words(key) : otherwise;
}

/** What an action of the trail is called; one that is no longer known keeps its own name. */
export function actionLabel(words: AnyKey, action: string): string {
  return worded(words, `actions.${action}`, action);
}

export function targetLabel(words: AnyKey, kind: string): string {
  return worded(words, `targets.${kind}`, kind);
}
