"use client";
import { useState } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { updateGrantRoleAction } from "./actions.ts";
import { RoleOptions } from "./role-options.tsx";

type UpdateGrantRoleDialogProps = { organization: string; grantId: string; email: string; role: string };

export function UpdateGrantRoleDialog({ organization, grantId, email, role }: UpdateGrantRoleDialogProps) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const title = t("people.changeRole", { email });
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="sm" aria-label={title}>
          {t("people.change")}
        </Button>
      </DialogTrigger>
      <DialogContent title={title}>
        <ActionForm
          action={updateGrantRoleAction}
          organization={organization}
          namespace="settings"
          fields={{ grantId }}
          onDone={() => setOpen(false)}
        >
          <Field name="role" label={t("people.role")}>
            <Select defaultValue={role}>
              <RoleOptions />
            </Select>
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{common("save")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
