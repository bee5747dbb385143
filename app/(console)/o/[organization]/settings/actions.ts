"use server";
import { revalidatePath } from "next/cache";
import { formAction } from "#lib/action.ts";
import { DisconnectOrganization, disconnectOrganization } from "#lib/organizations/disconnect.ts";
import { ReplaceKey, replaceKey } from "#lib/organizations/replace-key.ts";
import { UpdateRetention, updateRetention } from "#lib/retention/update.ts";
import { UpdateOrganization, updateOrganization } from "#lib/organizations/update.ts";

function revalidate(): void {
  revalidatePath("/o/[organization]", "layout");
}

export const updateOrganizationAction = formAction(UpdateOrganization, async (actor, input) => {
  await updateOrganization(actor, input);
  revalidate();
  return { messageKey: "done.saved" };
});

export const replaceKeyAction = formAction(ReplaceKey, async (actor, input) => {
  const { areas } = await replaceKey(actor, input);
  revalidate();
  const lacking = areas.filter(({ verdict }) => verdict === "lacking").length;
  return { messageKey: "done.keyReplaced", values: { lacking } };
});

export const disconnectOrganizationAction = formAction(DisconnectOrganization, async (actor, input) => {
  const { name } = await disconnectOrganization(actor, input);
  revalidate();
  return { messageKey: "done.disconnected", values: { name } };
});

export const updateRetentionAction = formAction(UpdateRetention, async (actor, input) => {
  await updateRetention(actor, input);
  revalidate();
  return { messageKey: "done.saved" };
});
