/** How a request can fail in a way that a person can act on; messages/{en,ja}/errors.json words each key. */
export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "upstream_refused"
  | "upstream_unknown"
  | "unavailable";

export type ErrorValues = Record<string, string | number>;

/** The only kind of error whose wording reaches a person. key is looked up in messages/<locale>/errors.json. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly key: string;
  readonly values: ErrorValues;

  constructor(code: ErrorCode, key: string, values: ErrorValues = {}, options?: ErrorOptions) {
    super(`${code}: ${key} ${JSON.stringify(values)}`, options);
    this.name = "DomainError";
    this.code = code;
    this.key = key;
    this.values = values;
  }
}
