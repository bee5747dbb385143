import { DomainError } from "#lib/errors.ts";

/** How a try ended: the code of the DomainError, "crash" with what broke, or all that was answered, as text. */
export type Tried =
  | { ended: "refused"; code: string; needed: unknown }
  | { ended: "crash"; error: unknown }
  | { ended: "answered"; text: string };

const hasBody = (answer: unknown): answer is { body: ReadableStream<Uint8Array<ArrayBuffer>> } =>
  typeof answer === "object" && answer !== null && "body" in answer && answer.body instanceof ReadableStream;

/** Everything in an answer as text: a download to its end, maps and large numbers included. */
async function textOf(answer: unknown): Promise<string> {
  if (hasBody(answer)) return new Response(answer.body).text();
  const plain = (_key: string, value: unknown): unknown => {
    if (typeof value === "bigint") return String(value);
    return value instanceof Map ? [...value.entries()] : value;
  };
  return JSON.stringify(answer, plain) ?? "";
}

/** Calls a domain function and says how it ended; it does not throw. */
export async function tryTo(call: () => unknown): Promise<Tried> {
  try {
    return { ended: "answered", text: await textOf(await call()) };
  } catch (error) {
    if (error instanceof DomainError)
      return { ended: "refused", code: error.code, needed: error.values["permission"] };
    return { ended: "crash", error };
  }
}
