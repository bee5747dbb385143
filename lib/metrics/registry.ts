import { collectDefaultMetrics, Registry } from "prom-client";
import { processWide } from "#lib/process-wide.ts";

function open(): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ process: "web" });
  collectDefaultMetrics({ register: registry });
  return registry;
}

/**
 * What this one process has seen, labelled process="web" or "worker": with several of each, sum over the
 * instances. One for the process, however often Next.js bundles this file.
 */
export function processRegistry(): Registry {
  return processWide("registry", open);
}

/** Says what kind of process this is; "web" unless told. */
export function nameProcess(process: "web" | "worker"): void {
  processRegistry().setDefaultLabels({ process });
}
