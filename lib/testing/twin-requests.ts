import type { RunningTwin } from "#twin/server.ts";

/** How often a twin was asked since its start, by endpoint template. */
export async function twinRequests(twin: Pick<RunningTwin, "url">): Promise<Record<string, number>> {
  const answer = await fetch(new URL("/__twin/requests", twin.url), {
    headers: { authorization: "Bearer sk-admin-twin" },
  });
  return (await answer.json()) as Record<string, number>;
}
