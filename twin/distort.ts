import { setTimeout as sleep } from "node:timers/promises";
import type { Call, Operation } from "#twin/call.ts";
import { ApiError, serverError } from "#twin/errors.ts";
import type { FaultBox } from "#twin/faults.ts";
import { isStreamed, wholeOf } from "#twin/streamed.ts";

type Answered =
  | { kind: "body"; text: string }
  | { kind: "stream"; pieces: AsyncIterable<string> }
  | { kind: "cut"; text: string | undefined };
type Request = { faults: FaultBox; template: string; call: Call; operation: Operation };

/** Runs an operation under the faults that are on; without any it only runs and serializes it. */
export async function distort({ faults, template, call, operation }: Request): Promise<Answered> {
  refuseByFault(faults, template);
  const delay = faults.strike("delay", template);
  if (delay) await sleep(delay.ms);
  const cut = faults.strike("cut", template);
  if (cut?.at === "start") return { kind: "cut", text: undefined };

  const place = call.query.get("after") ?? call.query.get("page");
  const isRepeating = place !== null && faults.strike("repeatCursor", template) !== undefined;
  if (isRepeating) for (const name of ["after", "page"]) call.query.delete(name);

  const body = await operation(call);
  const isEmptied = faults.strike("emptyPage", template) !== undefined;
  const isMalformed = !cut && faults.strike("malformed", template) !== undefined;
  if (isStreamed(body) && !isEmptied && !cut && !isMalformed) return { kind: "stream", pieces: body.pieces };
  const whole = isStreamed(body) ? await wholeOf(body) : JSON.stringify(body);
  const text = isEmptied ? JSON.stringify(emptied(JSON.parse(whole) as object, place)) : whole;
  if (cut) return { kind: "cut", text: cut.at === "half" ? text : undefined };
  return { kind: "body", text: isMalformed ? text.slice(0, Math.ceil(text.length * 0.6)) : text };
}

function refuseByFault(faults: FaultBox, template: string): void {
  const limited = faults.strike("rateLimit", template);
  if (limited) {
    throw new ApiError(429, "You're making too many requests, please slow down.", {
      type: "rate_limit_error",
      code: "rate_limit_exceeded",
      retryAfterSeconds: limited.retryAfterSeconds ?? null,
    });
  }
  const scope = faults.strike("missingScope", template);
  if (scope) {
    throw new ApiError(
      scope.status,
      `You have insufficient permissions for this operation. Missing scopes: ${scope.scope}. Check that you have the correct role in your organization, and if you're using a restricted API key, that it has the necessary scopes.`,
    );
  }
  const broken = faults.strike("serverError", template);
  if (broken) throw serverError(broken.status);
}

/** A page without items that says there are more, at the same place: who asks on reads it again. */
function emptied(body: object, place: string | null): object {
  if (!("data" in body) || !("has_more" in body)) return body;
  return {
    ...body,
    data: [],
    has_more: true,
    ...("last_id" in body ? { first_id: null, last_id: place } : {}),
    ...("next" in body ? { next: place } : {}),
    ...("next_page" in body ? { next_page: place } : {}),
  };
}
