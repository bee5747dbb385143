import { expect, test } from "vitest";
import { admitAttempt, forgiveAttempts } from "#lib/auth/throttle.ts";
import { anId } from "#lib/testing/factories.ts";

test("an office that signs in well behind one address keeps nobody out", async () => {
  const ip = anId("address");
  for (let person = 0; person < 105; person += 1) {
    const place = { email: `${anId("person")}@example.com`, ip };
    expect(await admitAttempt(place)).toMatchObject({ admitted: true });
    await forgiveAttempts(place);
  }
});

test("a hundred wrong passwords from one address close it, whoever they were for, and one right one opens it once", async () => {
  const ip = anId("address");
  const attempt = () => ({ email: `${anId("person")}@example.com`, ip });
  for (let wrong = 0; wrong < 99; wrong += 1) await admitAttempt(attempt());
  const right = attempt();
  expect(await admitAttempt(right)).toEqual({ admitted: true, first: false });
  await forgiveAttempts(right);
  expect(await admitAttempt(attempt())).toEqual({ admitted: true, first: false });
  expect(await admitAttempt(attempt())).toEqual({ admitted: false, first: true });
});
