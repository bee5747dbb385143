"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { revokeInviteAction } from "../actions.ts";

type RevokeInviteDialogProps = { organization: string; inviteId: string; email: string };

/** Takes back an invite; the link in the email stops working. */
export function RevokeInviteDialog({ organization, inviteId, email }: RevokeInviteDialogProps) {
  const t = useTranslations("members");
  return (
    <ConfirmDialog
      action={revokeInviteAction}
      organization={organization}
      namespace="members"
      fields={{ inviteId }}
      title={t("revokeTitle", { email })}
      description={t("revokeLead")}
      confirmLabel={t("revoke")}
      trigger={
        <Button variant="ghost" size="sm" aria-label={t("revokeTitle", { email })}>
          {t("revoke")}
        </Button>
      }
    />
  );
}
