import { expect, test } from "vitest";
import { z } from "zod";
import { ApiError, invalidBody, missing, notFound, serverError } from "./errors.ts";

const Body = z.strictObject({
  name: z.string().min(1).max(5),
  role: z.enum(["owner", "reader"]).optional(),
  count: z.int().min(1).max(10).optional(),
  flag: z.boolean().optional(),
  projects: z.array(z.strictObject({ id: z.string() })).optional(),
  email: z.email("Expected an email address.").optional(),
});

function refusalOf(body: unknown) {
  const parsed = Body.safeParse(body);
  if (parsed.success) throw new Error("It was taken.");
  return invalidBody(parsed.error, body);
}

test.each<[string, unknown, string, string | null, string]>([
  ["what is missing", {}, "Missing required parameter: 'name'.", "name", "missing_required_parameter"],
  [
    "what is unknown",
    { name: "a", colour: 1 },
    "Unknown parameter: 'colour'.",
    "colour",
    "unknown_parameter",
  ],
  [
    "text in place of a number",
    { name: 7 },
    "Invalid type for 'name': expected a string, but got an integer instead.",
    "name",
    "invalid_type",
  ],
  [
    "half a number",
    { name: "a", count: 1.5 },
    "Invalid type for 'count': expected an integer, but got a decimal instead.",
    "count",
    "invalid_type",
  ],
  [
    "nothing in place of a choice",
    { name: "a", flag: null },
    "Invalid type for 'flag': expected a boolean, but got null instead.",
    "flag",
    "invalid_type",
  ],
  [
    "a list in place of text",
    { name: ["a"] },
    "Invalid type for 'name': expected a string, but got an array instead.",
    "name",
    "invalid_type",
  ],
  [
    "a word that is no choice",
    { name: "a", role: "king" },
    "Invalid value: 'king'. Supported values are: 'owner', 'reader'.",
    "role",
    "invalid_value",
  ],
  [
    "an empty text",
    { name: "" },
    "Invalid 'name': empty string. Expected a string with minimum length 1, but got an empty string instead.",
    "name",
    "empty_string",
  ],
  [
    "a text too long",
    { name: "abcdef" },
    "Invalid 'name': string too long. Expected a string with maximum length 5, but got a string with length 6 instead.",
    "name",
    "string_above_max_length",
  ],
  [
    "a number too small",
    { name: "a", count: 0 },
    "Invalid 'count': integer below minimum value. Expected a value >= 1, but got 0 instead.",
    "count",
    "integer_below_min_value",
  ],
  [
    "a number too large",
    { name: "a", count: 11 },
    "Invalid 'count': integer above maximum value. Expected a value <= 10, but got 11 instead.",
    "count",
    "integer_above_max_value",
  ],
  [
    "a fault within a list",
    { name: "a", projects: [{ id: "x" }, {}] },
    "Missing required parameter: 'projects[1].id'.",
    "projects[1].id",
    "missing_required_parameter",
  ],
  [
    "a fault with words of its own",
    { name: "a", email: "x" },
    "Expected an email address.",
    "email",
    "invalid_value",
  ],
])("%s is refused in the words of the API", (_what, body, message, param, code) => {
  const refusal = refusalOf(body);
  expect(refusal.status).toBe(400);
  expect(refusal.body).toEqual({ error: { message, type: "invalid_request_error", param, code } });
});

test("an error has its four fields and no others, whatever it was made of", () => {
  const errors = [
    missing("x"),
    notFound("user", "user-1"),
    serverError(503),
    new ApiError(429, "Slow down."),
  ];
  for (const { body } of errors)
    expect(Object.keys(body.error).toSorted()).toEqual(["code", "message", "param", "type"]);
  expect(notFound("user", "user-1")).toMatchObject({ status: 404, code: "not_found", param: null });
  expect(serverError()).toMatchObject({ status: 500, type: "server_error", code: null });
  expect(new ApiError(429, "x", { retryAfterSeconds: 3 }).retryAfterSeconds).toBe(3);
});
