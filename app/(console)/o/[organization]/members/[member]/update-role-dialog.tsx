"use client";
import { useState } from "react";
import { UserCog } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { updateMemberRoleAction } from "../actions.ts";

type UpdateRoleDialogProps = { organization: string; memberId: string; name: string; role: string };

export function UpdateRoleDialog({ organization, memberId, name, role }: UpdateRoleDialogProps) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(role);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <UserCog aria-hidden />
          {t("changeRole")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t("changeRoleTitle", { name })} description={t("changeRoleLead")}>
        <ActionForm
          action={updateMemberRoleAction}
          organization={organization}
          namespace="members"
          fields={{ memberId, expectedRole: role }}
          onDone={() => setOpen(false)}
        >
          <Field name="role" label={t("role")} hint={t("roleHint")}>
            <Select value={chosen} onChange={(event) => setChosen(event.target.value)}>
              {role !== "owner" && role !== "reader" && <option value={role}>{role || t("noRole")}</option>}
              <option value="reader">{t("roles.reader")}</option>
              <option value="owner">{t("roles.owner")}</option>
            </Select>
          </Field>
          {chosen === "owner" && role !== "owner" && <Alert tone="warning">{t("ownerWarning")}</Alert>}
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton disabled={chosen === role}>{t("changeRole")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
