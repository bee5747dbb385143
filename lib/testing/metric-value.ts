/** The value of a sample in Prometheus' text format whose labels are at least those given; undefined without one. */
export function metricValue(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  for (const line of text.split("\n")) {
    const [, found, given = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (found !== name) continue;
    const pairs = new Map(
      [...given.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]),
    );
    if (Object.entries(labels).every(([key, text]) => pairs.get(key) === text)) return Number(value);
  }
  return undefined;
}
