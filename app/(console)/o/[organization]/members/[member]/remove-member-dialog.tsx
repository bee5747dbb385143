"use client";
import { UserMinus } from "lucide-react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { removeMemberAction } from "../actions.ts";

type RemoveMemberDialogProps = {
  organization: string;
  memberId: string;
  name: string;
  role: string;
  phrase: string;
  /** null where the person may not see keys. */
  keyCount: number | null;
};

/** Removes a member once their email has been typed. */
export function RemoveMemberDialog(props: RemoveMemberDialogProps) {
  const { organization, memberId, name, role, phrase, keyCount } = props;
  const t = useTranslations("members");
  return (
    <ConfirmDialog
      action={removeMemberAction}
      organization={organization}
      namespace="members"
      fields={{ memberId, expectedRole: role, confirmation: phrase }}
      title={t("removeTitle", { name })}
      description={t("removeLead")}
      confirmLabel={t("remove")}
      phrase={phrase}
      trigger={
        <Button variant="destructive">
          <UserMinus aria-hidden />
          {t("remove")}
        </Button>
      }
    >
      {keyCount !== 0 && (
        <Alert tone="warning">
          {keyCount === null ? t("keysStayUnknown") : t("keysStay", { count: keyCount })}
        </Alert>
      )}
    </ConfirmDialog>
  );
}
