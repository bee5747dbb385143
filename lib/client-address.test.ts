import { expect, test } from "vitest";
import { clientAddress } from "#lib/client-address.ts";

test.each([
  ["no proxy, none trusted", undefined, "198.51.100.7", 0, "198.51.100.7"],
  ["a client that lies, none trusted", "203.0.113.9", "198.51.100.7", 0, "198.51.100.7"],
  ["one proxy", "198.51.100.7", "10.0.0.2", 1, "198.51.100.7"],
  ["a client that lies to one proxy", "203.0.113.9, 198.51.100.7", "10.0.0.2", 1, "198.51.100.7"],
  ["two proxies", "198.51.100.7, 10.0.0.1", "10.0.0.2", 2, "198.51.100.7"],
  ["a client that lies to two", "203.0.113.9,198.51.100.7 , 10.0.0.1", "10.0.0.2", 2, "198.51.100.7"],
  ["fewer proxies than trusted", undefined, "198.51.100.7", 2, "198.51.100.7"],
  ["nothing known", "", undefined, 1, "unknown"],
])("%s", (_case, forwardedFor, socket, trusted, expected) => {
  expect(clientAddress(forwardedFor, socket, trusted)).toBe(expected);
});
