"use client";
import { Pause, Play, Trash2, X } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import type { JobPhase } from "#lib/background-jobs/describe.ts";
import type { ListedExport } from "#lib/exports/list.ts";
import { cancelExportAction, deleteExportAction, pauseExportAction, resumeExportAction } from "./actions.ts";

type ExportActionsProps = { organization: string; name: string; job: ListedExport; onDone: () => void };

const pausable: JobPhase[] = ["queued", "running", "waiting"];
const cancellable: JobPhase[] = [...pausable, "paused"];

function PauseOrResume({ organization, name, job, onDone }: ExportActionsProps) {
  const t = useTranslations("exports");
  const isPausable = pausable.includes(job.phase);
  if (!isPausable && job.phase !== "paused" && job.phase !== "failed") return null;
  const word = isPausable ? t("pause") : t(job.phase === "failed" ? "tryAgain" : "resume");
  return (
    <ActionForm
      action={isPausable ? pauseExportAction : resumeExportAction}
      organization={organization}
      namespace="exports"
      fields={{ jobId: job.id }}
      onDone={onDone}
    >
      <SubmitButton variant="secondary" size="sm" aria-label={t("actionOn", { action: word, name })}>
        {isPausable ? <Pause aria-hidden /> : <Play aria-hidden />}
        {word}
      </SubmitButton>
    </ActionForm>
  );
}

export function ExportActions(props: ExportActionsProps) {
  const { organization, name, job, onDone } = props;
  const t = useTranslations("exports");
  const shared = { organization, onDone, namespace: "exports", fields: { jobId: job.id } } as const;
  if (cancellable.includes(job.phase))
    return (
      <>
        <PauseOrResume key={job.phase} {...props} />
        <ConfirmDialog
          {...shared}
          action={cancelExportAction}
          title={t("cancelTitle")}
          description={t("cancelLead", { name })}
          confirmLabel={t("cancelExport")}
          trigger={
            <Button variant="ghost" size="sm" aria-label={t("actionOn", { action: t("cancelExport"), name })}>
              <X aria-hidden />
              {t("cancelExport")}
            </Button>
          }
        />
      </>
    );
  return (
    <>
      <PauseOrResume key={job.phase} {...props} />
      <ConfirmDialog
        {...shared}
        action={deleteExportAction}
        title={t("deleteTitle")}
        description={t("deleteLead", { name })}
        confirmLabel={t("deleteExport")}
        trigger={
          <Button variant="ghost" size="sm" aria-label={t("actionOn", { action: t("deleteExport"), name })}>
            <Trash2 aria-hidden />
            {t("deleteExport")}
          </Button>
        }
      />
    </>
  );
}
