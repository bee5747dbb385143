import { collectDefaultMetrics, Registry } from "prom-client";
import { processWide } from "#lib/process-wide.ts";

function open(): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ process: "web" });
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** What this process has seen, labelled process="web" or "worker": sum over the instances. */
export function processRegistry(): Registry {
  return processWide("registry", open);
}

/** Says what kind of process this is; "web" unless told. */
export function nameProcess(process: "web" | "worker"): void {
  processRegistry().setDefaultLabels({ process });
}
