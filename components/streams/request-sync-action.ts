"use server";
import { formAction } from "#lib/action.ts";
import { RequestSync, requestSync } from "#lib/streams/request-sync.ts";

export const requestSyncAction = formAction(RequestSync, async (actor, input) => {
  const { streams } = await requestSync(actor, input);
  return { messageKey: "requested", values: { streams } };
});
