import { seededRandom, seedOf } from "#twin/random.ts";
import { personActor } from "#twin/seed/actors.ts";
import { atLocalHour, localTime } from "#twin/seed/clocks.ts";
import { seedEvent } from "#twin/seed/events.ts";
import type { SeedEvent } from "#twin/seed/events.ts";
import { userId } from "#twin/seed/identity.ts";
import { people } from "#twin/seed/people.ts";
import type { Person } from "#twin/seed/people.ts";
import { day, joinedAt, leftAt } from "#twin/seed/timeline.ts";
import type { Timeline } from "#twin/seed/timeline.ts";

const hour = 3600;
const loginShare = 0.34;
const weekendLoginShare = 0.015;
const logoutShare = 0.18;
const failureShare = 0.02;

/** Who came and went in [from, to), Unix seconds; the same for the same times, in however many steps. */
export function loginsBetween(
  timeline: Timeline,
  from: number,
  to: number,
  isLive: (id: string) => boolean,
): SeedEvent[] {
  const events: SeedEvent[] = [];
  for (let dayAt = from - (from % day) - day; dayAt < to; dayAt += day) {
    for (const person of people) {
      if (isLive(userId(person.slug))) events.push(...loginsOf(timeline, person, dayAt));
    }
  }
  return events.filter((event) => event.effective_at >= from && event.effective_at < to);
}

function loginsOf(timeline: Timeline, person: Person, dayAt: number): SeedEvent[] {
  const random = seededRandom(seedOf(`login ${person.slug}`, dayAt / day));
  const clock = localTime(person.city, dayAt + 12 * hour);
  const isOff = clock.weekday === 0 || clock.weekday === 6 || clock.isHoliday;
  if (random() >= (isOff ? weekendLoginShare : loginShare)) return [];
  const at = Math.floor(atLocalHour(person.city, dayAt, 8) + random() * 4 * hour);
  const end = at + Math.floor((4 + random() * 5) * hour);
  const left = leftAt(timeline, person) ?? Infinity;
  if (at < joinedAt(timeline, person) || end > left) return [];
  const actor = personActor(person.slug);
  const events = [seedEvent("login.succeeded", at, actor)];
  if (random() < failureShare) {
    const payload = { error_code: "invalid_credentials", error_message: "The password or code was wrong." };
    events.push(seedEvent("login.failed", at - 20 - Math.floor(random() * 60), actor, { payload }));
  }
  if (random() < logoutShare) events.push(seedEvent("logout.succeeded", end, actor, { payload: {} }));
  return events;
}
