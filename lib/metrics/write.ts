export type Sample = { labels?: Record<string, string>; value: number };

export type Metric = { name: string; help: string; type: "counter" | "gauge"; samples: Sample[] };

const escapes: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

function escape(value: string): string {
  return value.replace(/[\\"\n]/g, (character) => escapes[character] ?? character);
}

function line(name: string, { labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}

/** The metrics in Prometheus' text format, version 0.0.4; one without samples is left out. */
export function writeMetrics(metrics: Metric[]): string {
  const blocks = metrics
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...samples.map((sample) => line(name, sample)),
      ].join("\n"),
    );
  return `${blocks.join("\n")}\n`;
}
