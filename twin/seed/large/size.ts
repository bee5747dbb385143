/** Of the whole; times in Unix seconds. */
export type Size = {
  people: number;
  owners: number;
  groups: number;
  projects: number;
  keys: number;
  usageRows: number;
  events: number;
  startAt: number;
  anchorAt: number;
};

const full = { people: 50_000, projects: 2000, keys: 20_000, usageRows: 20_000_000, events: 10_000_000 };
const day = 86_400;

/** The large organization, or the `scale`th part of it, with a history that ends at the last midnight (UTC). */
export function sizeOf(scale: number, now: number, days: number): Size {
  const part = (whole: number, least: number) => Math.max(least, Math.round(whole * scale));
  const people = part(full.people, 25);
  const anchorAt = now - (now % day);
  return {
    people,
    owners: Math.max(2, Math.round(people / 2000)),
    groups: Math.max(3, Math.round(people / 250)),
    projects: part(full.projects, 5),
    keys: part(full.keys, 40),
    usageRows: part(full.usageRows, 1000),
    events: part(full.events, 500),
    startAt: anchorAt - days * day,
    anchorAt,
  };
}
