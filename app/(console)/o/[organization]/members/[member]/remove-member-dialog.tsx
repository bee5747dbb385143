"use client";
import { UserMinus } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
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
  /** What stays behind; null where the person may not see keys. */
  keys: { count: number; names: string[] } | null;
};

/** Removes a member once their email has been typed. */
export function RemoveMemberDialog(props: RemoveMemberDialogProps) {
  const { organization, memberId, name, role, phrase, keys } = props;
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
      {keys?.count !== 0 && (
        <Alert tone="warning">
          {keys === null ? t("keysStayUnknown") : t("keysStay", { count: keys.count })}
          {keys !== null && (
            <ul className="mt-1 list-disc pl-5 text-xs">
              {keys.names.map((key, index) => (
                <li key={index}>{key}</li>
              ))}
              {keys.count > keys.names.length && (
                <li>{t("andMoreKeys", { count: keys.count - keys.names.length })}</li>
              )}
            </ul>
          )}
        </Alert>
      )}
    </ConfirmDialog>
  );
}
