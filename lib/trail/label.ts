/** The messages of the namespace "trail" in one language; keys are put together from actions and kinds. */
export type TrailWords = { (key: string): string; has: (key: string) => boolean };

function worded(words: TrailWords, key: string, otherwise: string): string {
  return /^[\w.]+$/.test(key) && words.has(key) ? words(key) : otherwise;
}

/** What an action of the trail is called; one that is no longer known keeps its own name. */
export function actionLabel(words: TrailWords, action: string): string {
  return worded(words, `actions.${action}`, action);
}

export function targetLabel(words: TrailWords, kind: string): string {
  return worded(words, `targets.${kind}`, kind);
}
