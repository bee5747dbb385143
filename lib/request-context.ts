import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "#lib/process-wide.ts";

/** On whose behalf something is done: a request of a person, or the job that it left behind. */
export type RequestContext = {
  requestId: string;
  /** Where somebody waits for a page: gives the answer this status. */
  answerWith?: (status: number) => void;
};

const requests = processWide("requests", () => new AsyncLocalStorage<RequestContext>());

const isRequestId = /^[\w.-]{8,128}$/;

/** A request id as it came, where it is one that can go into logs and headers; a new one otherwise. */
export function requestIdFrom(given: unknown): string {
  return typeof given === "string" && isRequestId.test(given) ? given : crypto.randomUUID();
}

/** The request that this is done for; undefined where nobody asked. */
export function currentRequest(): RequestContext | undefined {
  return requests.getStore();
}

/** The id of the request that this is done for; undefined where nobody asked. */
export function currentRequestId(): string | undefined {
  return requests.getStore()?.requestId;
}

/** Does work on behalf of a request: its log lines, upstream calls and jobs carry the id. */
export function inRequest<Result>(requestId: string, work: () => Result): Result {
  return requests.run({ requestId }, work);
}

/** From here to the end of what the caller's event sets off, everything is on behalf of the request. */
export function enterRequest(context: RequestContext): void {
  requests.enterWith(context);
}
