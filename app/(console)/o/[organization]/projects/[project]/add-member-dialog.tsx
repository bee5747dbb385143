"use client";
import { useState } from "react";
import { UserPlus } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { addProjectMemberAction } from "../actions.ts";
import { MemberPicker } from "./member-picker.tsx";

export function AddMemberDialog({ organization, projectId }: { organization: string; projectId: string }) {
  const t = useTranslations("projects");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">
          <UserPlus aria-hidden />
          {t("addMember")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t("addMember")} description={t("addMemberLead")}>
        <ActionForm
          action={addProjectMemberAction}
          organization={organization}
          namespace="projects"
          fields={{ projectId }}
          onDone={() => setOpen(false)}
        >
          <MemberPicker organization={organization} />
          <Field name="role" label={t("role")} hint={t("roleHint")}>
            <Select defaultValue="member">
              <option value="member">{t("roles.member")}</option>
              <option value="owner">{t("roles.owner")}</option>
            </Select>
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("addMember")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
