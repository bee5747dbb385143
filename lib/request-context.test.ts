import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { currentRequestId, inRequest, requestIdFrom } from "#lib/request-context.ts";

test("two requests at once each keep their own id through whatever they await", async () => {
  const seen = await Promise.all(
    ["request-one", "request-two"].map((id) =>
      inRequest(id, async () => {
        await sleep(5);
        return currentRequestId();
      }),
    ),
  );
  expect(seen).toEqual(["request-one", "request-two"]);
  expect(currentRequestId()).toBeUndefined();
});

test.each([
  undefined,
  "",
  "short",
  "line\nbreak-in-it",
  "x".repeat(129),
  'quote"d-identifier',
  ["a-list-of-ids"],
])("%j is no id to take over: a new one is made", (given) => {
  expect(requestIdFrom(given)).toMatch(/^[0-9a-f-]{36}$/);
});

test("a sane id of a proxy in front is kept", () => {
  expect(requestIdFrom("req_01.ABC-def")).toBe("req_01.ABC-def");
});
