const held = globalThis as typeof globalThis & { metsuke?: Map<string, unknown> };

/** What a process has once, by name: Next.js bundles a file several times over, and loads it anew in development. */
export function processWide<Held>(name: string, make: () => Held): Held {
  const all = (held.metsuke ??= new Map());
  if (!all.has(name)) all.set(name, make());
  return all.get(name) as Held;
}
