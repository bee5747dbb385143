"use client";
import { Archive } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { archiveProjectAction } from "../actions.ts";

type ArchiveProjectDialogProps = { organization: string; projectId: string; name: string };

/** Archives a project once its name has been typed. */
export function ArchiveProjectDialog({ organization, projectId, name }: ArchiveProjectDialogProps) {
  const t = useTranslations("projects");
  return (
    <ConfirmDialog
      action={archiveProjectAction}
      organization={organization}
      namespace="projects"
      fields={{ projectId, confirmation: name }}
      title={t("archiveTitle", { name })}
      description={t("archiveLead")}
      confirmLabel={t("archive")}
      phrase={name}
      trigger={
        <Button variant="destructive">
          <Archive aria-hidden />
          {t("archive")}
        </Button>
      }
    >
      <Alert tone="warning">{t("archiveWarning")}</Alert>
    </ConfirmDialog>
  );
}
