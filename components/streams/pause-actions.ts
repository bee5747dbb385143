"use server";
import { formAction } from "#lib/action.ts";
import { pauseStream, PauseStream } from "#lib/streams/pause.ts";
import { resumeStream, ResumeStream } from "#lib/streams/resume.ts";

export const pauseStreamAction = formAction(PauseStream, async (actor, input) => {
  await pauseStream(actor, input);
  return { messageKey: "pausedNow" };
});

export const resumeStreamAction = formAction(ResumeStream, async (actor, input) => {
  await resumeStream(actor, input);
  return { messageKey: "resumedNow" };
});
