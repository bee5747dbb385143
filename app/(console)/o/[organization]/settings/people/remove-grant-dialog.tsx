"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { removeGrantAction } from "./actions.ts";

type RemoveGrantDialogProps = { organization: string; grantId: string; email: string };

export function RemoveGrantDialog({ organization, grantId, email }: RemoveGrantDialogProps) {
  const t = useTranslations("settings");
  const title = t("people.removeTitle", { email });
  return (
    <ConfirmDialog
      action={removeGrantAction}
      organization={organization}
      namespace="settings"
      fields={{ grantId }}
      title={title}
      description={t("people.removeLead")}
      confirmLabel={t("people.remove")}
      trigger={
        <Button variant="ghost" size="sm" aria-label={title}>
          {t("people.remove")}
        </Button>
      }
    />
  );
}
