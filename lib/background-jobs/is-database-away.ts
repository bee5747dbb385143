const awayCodes = new Set(["57P01", "57P02", "57P03", "08000", "08003", "08006", "08001", "53300"]);
const awayErrors = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "ENOENT"]);

/** Whether Postgres went away or is not there, rather than refused a statement: such work is worth another try. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const isSocket = "syscall" in error && /connect|read|write/.test(String(error.syscall));
  if (awayCodes.has(code) || (isSocket && awayErrors.has(code))) return true;
  if (/Connection terminated|Client has encountered a connection error|timeout exceeded/.test(error.message))
    return true;
  return isDatabaseAway(error.cause);
}
