import type { z } from "zod";

type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 429 | 500 | 502 | 503;

type ErrorDetails = {
  param?: string | null;
  code?: string | null;
  type?: string;
  retryAfterSeconds?: number | null;
};

/** An answer in the error shape of the API: `{error: {message, type, param, code}}`. */
export class ApiError extends Error {
  readonly status: ErrorStatus;
  readonly param: string | null;
  readonly code: string | null;
  readonly type: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    status: ErrorStatus,
    message: string,
    {
      param = null,
      code = null,
      type = "invalid_request_error",
      retryAfterSeconds = null,
    }: ErrorDetails = {},
  ) {
    super(message);
    this.status = status;
    this.param = param;
    this.code = code;
    this.type = type;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get body() {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } };
  }
}

export function badRequest(
  message: string,
  param: string | null = null,
  code: string | null = null,
): ApiError {
  return new ApiError(400, message, { param, code });
}

export function notFound(noun: string, id: string): ApiError {
  return new ApiError(404, `The ${noun} ${id} was not found.`, { code: "not_found" });
}

export function missing(param: string): ApiError {
  return badRequest(`Missing required parameter: '${param}'.`, param, "missing_required_parameter");
}

export function serverError(status: 500 | 502 | 503 = 500): ApiError {
  return new ApiError(status, "The server had an error while processing your request. Sorry about that!", {
    type: "server_error",
  });
}

/** Words the first fault of a body as the API does. */
export function invalidBody(error: z.ZodError, body: unknown): ApiError {
  const issue = error.issues[0];
  if (!issue) return badRequest("Invalid body.");
  const param = issue.path
    .map((part, at) => (typeof part === "number" ? `[${part}]` : `${at ? "." : ""}${String(part)}`))
    .join("");
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0] ?? "";
    return badRequest(`Unknown parameter: '${key}'.`, key, "unknown_parameter");
  }
  const given = issue.path.reduce<unknown>(
    (value, key) => (isRecord(value) ? value[String(key)] : undefined),
    body,
  );
  if (given === undefined && issue.code !== "custom") return missing(param);
  if (issue.code === "invalid_type") {
    return badRequest(
      `Invalid type for '${param}': expected ${article(issue.expected)}, but got ${article(kindOf(given))} instead.`,
      param,
      "invalid_type",
    );
  }
  if (issue.code === "invalid_value") {
    const allowed = issue.values.map((value) => `'${String(value)}'`).join(", ");
    return badRequest(
      `Invalid value: '${String(given)}'. Supported values are: ${allowed}.`,
      param,
      "invalid_value",
    );
  }
  if (issue.code === "too_small" || issue.code === "too_big") return outOfBounds(issue, param, given);
  return badRequest(issue.message, param || null, "invalid_value");
}

function outOfBounds(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  param: string,
  given: unknown,
): ApiError {
  const isSmall = issue.code === "too_small";
  if (issue.origin === "string") {
    const [message, code] = isSmall
      ? [
          `empty string. Expected a string with minimum length ${issue.minimum}, but got an empty string instead`,
          "empty_string",
        ]
      : [
          `string too long. Expected a string with maximum length ${issue.maximum}, but got a string with length ${String(given).length} instead`,
          "string_above_max_length",
        ];
    return badRequest(`Invalid '${param}': ${message}.`, param, code);
  }
  const [message, code] = isSmall
    ? [`integer below minimum value. Expected a value >= ${issue.minimum}`, "integer_below_min_value"]
    : [`integer above maximum value. Expected a value <= ${issue.maximum}`, "integer_above_max_value"];
  return badRequest(`Invalid '${param}': ${message}, but got ${String(given)} instead.`, param, code);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "decimal";
  return typeof value;
}

function article(kind: string): string {
  if (kind === "null") return "null";
  const word = kind === "int" ? "integer" : kind;
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}
