"use server";
import { revalidatePath } from "next/cache";
import { formAction } from "#lib/action.ts";
import { cancelJob } from "#lib/background-jobs/cancel.ts";
import { OneJob } from "#lib/background-jobs/change-state.ts";
import { pauseJob } from "#lib/background-jobs/pause.ts";
import { resumeJob } from "#lib/background-jobs/resume.ts";
import { CreateExport, createExport } from "#lib/exports/create.ts";
import { deleteExport } from "#lib/exports/delete.ts";

export const createExportAction = formAction(CreateExport, async (actor, input) => {
  await createExport(actor, input);
  revalidatePath("/o/[organization]/exports", "page");
  return { messageKey: "saved.asked" };
});

export const pauseExportAction = formAction(OneJob, async (actor, input) => {
  await pauseJob(actor, input);
  return { messageKey: "saved.paused" };
});

export const resumeExportAction = formAction(OneJob, async (actor, input) => {
  await resumeJob(actor, input);
  return { messageKey: "saved.resumed" };
});

export const cancelExportAction = formAction(OneJob, async (actor, input) => {
  await cancelJob(actor, input);
  return { messageKey: "saved.cancelled" };
});

export const deleteExportAction = formAction(OneJob, async (actor, input) => {
  await deleteExport(actor, input);
  return { messageKey: "saved.deleted" };
});
