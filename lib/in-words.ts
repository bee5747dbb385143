import type { ErrorCode } from "#lib/errors.ts";
import { DomainError } from "#lib/errors.ts";

/** What Postgres says by code, and what people are told. */
const worded: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  // A statement that was ended, by its timeout or from outside.
  "57014": ["unavailable", "tookTooLong"],
  // Text with a zero byte, which nothing that is stored can hold: there is no such thing.
  "22021": ["not_found", "notFound"],
};

/** Prisma and its driver put the code in one place or another, depending on the call. */
function codeIn(error: unknown, depth = 0): string | undefined {
  if (typeof error !== "object" || error === null || depth > 4) return undefined;
  for (const part of Object.values({ message: undefined, ...error })) {
    const code = typeof part === "string" ? part : codeIn(part, depth + 1);
    if (code !== undefined && Object.hasOwn(worded, code)) return code;
  }
  return undefined;
}

/** Words what Postgres refused for the length of a statement or for an impossible text as DomainErrors; other errors stay. */
export async function inWords<Result>(running: PromiseLike<Result>): Promise<Result> {
  try {
    return await running;
  } catch (error) {
    const known = worded[codeIn(error) ?? ""];
    if (known) throw new DomainError(known[0], known[1], {}, { cause: error });
    throw error;
  }
}
