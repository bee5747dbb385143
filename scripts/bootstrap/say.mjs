// Plain JavaScript that Node 20 understands: this folder runs before there is a runtime or a package.

/** Ends the process with one sentence on stderr. @param {string} sentence @returns {never} */
export function fail(sentence) {
  console.error(`✖ ${sentence}`);
  process.exit(1);
}

/**
 * Runs one step of the setup and says how long it took.
 * @template Result
 * @param {string} title
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function step(title, work) {
  const startedAt = performance.now();
  console.log(`… ${title}`);
  const result = await work();
  console.log(`✓ ${title.padEnd(44)} ${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s`);
  return result;
}

/** Words for a failed write. @param {unknown} error @param {string} path @returns {string | undefined} */
export function explainWrite(error, path) {
  const text =
    error instanceof Error ? `${/** @type {{ code?: string }} */ (error).code} ${error.message}` : "";
  if (/ENOSPC|no space left/i.test(text))
    return `The disk is full: free some space for ${path} and try again.`;
  if (/EACCES|EPERM|EROFS/.test(text))
    return `No permission to write ${path}: make it writable for this account.`;
  return undefined;
}
