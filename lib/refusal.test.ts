import { expect, test } from "vitest";
import { DomainError } from "#lib/errors.ts";
import { refusalOf } from "#lib/refusal.ts";

test("what is not there is a 404, what the role does not open a 403", () => {
  expect(refusalOf(new DomainError("not_found", "notFound"))).toEqual({ of: "notFound", status: 404 });
  expect(refusalOf(new DomainError("forbidden", "forbidden"))).toEqual({ of: "forbidden", status: 403 });
});

test("any other error stays an error", () => {
  for (const error of [
    new DomainError("unavailable", "tookTooLong"),
    new Error("not_found"),
    "forbidden",
    null,
  ])
    expect(refusalOf(error)).toBeNull();
});
