"use server";
import { revalidatePath } from "next/cache";
import { formAction } from "#lib/action.ts";
import { CreateGrant, createGrant } from "#lib/grants/create.ts";
import { RemoveGrant, removeGrant } from "#lib/grants/remove.ts";
import { UpdateGrantRole, updateGrantRole } from "#lib/grants/update-role.ts";

function revalidate(): void {
  revalidatePath("/o/[organization]/settings/people", "page");
}

export const createGrantAction = formAction(CreateGrant, async (actor, input) => {
  const { email, password } = await createGrant(actor, input);
  revalidate();
  return { messageKey: "done.granted", values: { email }, result: { email, password } };
});

export const updateGrantRoleAction = formAction(UpdateGrantRole, async (actor, input) => {
  const { email, role } = await updateGrantRole(actor, input);
  revalidate();
  return { messageKey: "done.roleChanged", values: { email, role } };
});

export const removeGrantAction = formAction(RemoveGrant, async (actor, input) => {
  const { email } = await removeGrant(actor, input);
  revalidate();
  return { messageKey: "done.removed", values: { email } };
});
