import type { ErrorValues } from "#lib/errors.ts";

/** What a route of this page refused: key and values are worded by useErrorText. */
export class Refused extends Error {
  readonly key: string;
  readonly values: ErrorValues;

  constructor(key: string, values: ErrorValues) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/** Reads JSON from a route of this page; throws Refused where it answers with an error. */
export async function fetchJson<Answer>(address: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(address, { signal });
  const body = (await response.json()) as unknown;
  if (response.ok) return body as Answer;
  const { key = "unexpected", values = {} } = body as { key?: string; values?: ErrorValues };
  throw new Refused(key, values);
}
