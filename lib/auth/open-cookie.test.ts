import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { authOptions } from "#lib/auth/options.ts";
import { openCookie } from "./open-cookie.ts";

const minute = 60_000;

function cookieFor(sid: string, secret = authOptions.secret ?? ""): Promise<string> {
  return encode({ token: { sid }, secret, maxAge: 600 });
}

test("a cookie names its session, the second time as well, and no other", async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const [first, second] = [await cookieFor(mine), await cookieFor(theirs)];
  for (let time = 0; time < 2; time += 1) {
    expect(await openCookie(first)).toBe(mine);
    expect(await openCookie(second)).toBe(theirs);
  }
});

test("a cookie that was opened before is none once its time is up", async () => {
  const cookie = await cookieFor(randomUUID());
  expect(await openCookie(cookie)).not.toBeNull();
  expect(await openCookie(cookie, Date.now() + 9 * minute)).not.toBeNull();
  expect(await openCookie(cookie, Date.now() + 11 * minute)).toBeNull();
});

test("a cookie that was changed, sealed by another key or made up opens nothing", async () => {
  const sid = randomUUID();
  const cookie = await cookieFor(sid);
  expect(await openCookie(cookie)).toBe(sid);
  const at = cookie.length - 8;
  const changed = cookie.slice(0, at) + (cookie[at] === "A" ? "B" : "A") + cookie.slice(at + 1);
  for (const forged of [changed, await cookieFor(sid, "another secret"), "", "a.b.c.d.e", sid])
    expect(await openCookie(forged)).toBeNull();
});

test("a cookie without a session is none", async () => {
  expect(await openCookie(await encode({ token: {}, secret: authOptions.secret ?? "" }))).toBeNull();
});
