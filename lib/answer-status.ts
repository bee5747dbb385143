import { currentRequest } from "#lib/request-context.ts";

/**
 * Gives the page that is being made its status. Next.js has no other way than notFound() and forbidden(), and what
 * they show is drawn by the browser's scripts alone. Without effect once the answer has begun.
 */
export function answerWith(status: 403 | 404): void {
  currentRequest()?.answerWith?.(status);
}
