/** A failure whose message is one sentence for the person at the terminal: no stack trace is shown. */
export class Failure extends Error {
  override name = "Failure";
  readonly exitCode: number;
  constructor(message: string, exitCode = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** Where a write was refused: a copy names its source as well. */
function pathOf(error: unknown): string | undefined {
  const { dest, path } = error as { dest?: string; path?: string };
  return dest ?? path;
}

/** Words for what a machine can refuse: disk, permission, program. Anything else keeps its own message. */
export function explain(error: unknown): string {
  if (error instanceof Failure) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  const path = pathOf(error) ?? "the data directory";
  const code = codeOf(error);
  if (code === "ENOSPC" || text.includes("No space left on device")) {
    return `The disk is full (${path}): free some space and run the command again; nothing was lost.`;
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return `No permission to write ${path}: make it writable for this account, or set METSUKE_DATA_DIR.`;
  }
  return text;
}

/** Ends the process as the contract says: one sentence on stderr, 1 for failed, 2 for wrong usage. */
export function exitWith(error: unknown): never {
  console.error(`✖ ${explain(error)}`);
  if (!(error instanceof Failure) && process.env["DEBUG"]) console.error(error);
  process.exit(error instanceof Failure ? error.exitCode : 1);
}
