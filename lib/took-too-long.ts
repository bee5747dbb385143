import { DomainError } from "#lib/errors.ts";

/** Postgres's code for a statement that was ended, by its timeout or from outside. */
const canceled = "57014";

/** Prisma and its driver put the code in one place or another, depending on the call. */
function isCanceled(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  return Object.values({ message: undefined, ...error }).some((part) =>
    typeof part === "string" ? part === canceled : isCanceled(part, depth + 1),
  );
}

/** Words a statement that Postgres ended for its length as DomainError "unavailable"; other errors stay. */
export async function orTookTooLong<Result>(running: PromiseLike<Result>): Promise<Result> {
  try {
    return await running;
  } catch (error) {
    if (isCanceled(error)) throw new DomainError("unavailable", "tookTooLong", {}, { cause: error });
    throw error;
  }
}
