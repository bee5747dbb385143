"use server";
import { revalidatePath } from "next/cache";
import { formAction } from "#lib/action.ts";
import { RemoveView, removeView } from "#lib/views/remove.ts";
import { RenameView, renameView } from "#lib/views/rename.ts";
import { RestoreView, restoreView } from "#lib/views/restore.ts";
import { SaveView, saveView } from "#lib/views/save.ts";
import { SetDefaultView, setDefaultView } from "#lib/views/set-default.ts";
import { UpdateView, updateView } from "#lib/views/update.ts";

function revalidate(): void {
  revalidatePath("/o/[organization]", "layout");
}

export const saveViewAction = formAction(SaveView, async (actor, input) => {
  const { id, name, query } = await saveView(actor, input);
  revalidate();
  return { messageKey: "done.saved", values: { name }, result: { id, query } };
});

export const updateViewAction = formAction(UpdateView, async (actor, input) => {
  const { name } = await updateView(actor, input);
  revalidate();
  return { messageKey: "done.updated", values: { name } };
});

export const renameViewAction = formAction(RenameView, async (actor, input) => {
  const { name } = await renameView(actor, input);
  revalidate();
  return { messageKey: "done.renamed", values: { name } };
});

export const removeViewAction = formAction(RemoveView, async (actor, input) => {
  const { name } = await removeView(actor, input);
  revalidate();
  return { messageKey: "done.removed", values: { name } };
});

export const restoreViewAction = formAction(RestoreView, async (actor, input) => {
  const { name } = await restoreView(actor, input);
  revalidate();
  return { messageKey: "done.restored", values: { name } };
});

export const setDefaultViewAction = formAction(SetDefaultView, async (actor, input) => {
  await setDefaultView(actor, input);
  revalidate();
  return { messageKey: "done.defaulted" };
});
