import startConsole from "#e2e/global-setup.ts";
import { buildConsole } from "#scripts/build/build.ts";

/** Starts what `npm start` starts, with the demonstration's data, in a data directory of its own. */
export async function startDemonstration(): Promise<{ url: string; stop: () => Promise<void> }> {
  await buildConsole();
  const stop = await startConsole();
  return { url: process.env["E2E_BASE_URL"] ?? "", stop: async () => stop?.() };
}
