"use client";
import { Pause, Play } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { pauseStreamAction, resumeStreamAction } from "#components/streams/pause-actions.ts";
import type { StreamState } from "#lib/streams/describe.ts";

type PauseButtonProps = { organization: string; stream: StreamState; onDone: () => void };

export function PauseButton({ organization, stream, onDone }: PauseButtonProps) {
  const t = useTranslations("streams");
  const isPaused = stream.health === "paused";
  const label = t(isPaused ? "resume" : "pause", { stream: t(`kinds.${stream.kind}`) });
  return (
    <ActionForm
      action={isPaused ? resumeStreamAction : pauseStreamAction}
      organization={organization}
      namespace="streams"
      fields={{ kind: stream.kind }}
      onDone={onDone}
    >
      <SubmitButton variant="ghost" size="sm" aria-label={label} title={label}>
        {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
      </SubmitButton>
    </ActionForm>
  );
}
