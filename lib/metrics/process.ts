import type { Metric } from "#lib/metrics/write.ts";

/** What this process itself uses, under the names that Prometheus' own clients give. */
export function processMetrics(): Metric[] {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  const startedAt = Date.now() / 1000 - process.uptime();
  const gauge = (name: string, help: string, value: number): Metric => ({
    name,
    help,
    type: "gauge",
    samples: [{ value }],
  });
  return [
    gauge("process_resident_memory_bytes", "Resident memory of the web process in bytes.", memory.rss),
    gauge("nodejs_heap_size_used_bytes", "Used heap of the web process in bytes.", memory.heapUsed),
    gauge("process_start_time_seconds", "When the web process started, in Unix seconds.", startedAt),
    {
      name: "process_cpu_seconds_total",
      help: "Processor time of the web process in seconds.",
      type: "counter",
      samples: [{ value: (cpu.user + cpu.system) / 1e6 }],
    },
  ];
}
