import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { updateProjectMemberAction } from "../actions.ts";

type UpdateMemberDialogProps = {
  organization: string;
  project: { id: string; name: string };
  member: { id: string; name: string; role: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function UpdateMemberDialog(props: UpdateMemberDialogProps) {
  const { organization, project, member, open, onOpenChange } = props;
  const t = useTranslations("projects");
  const common = useTranslations("common");
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={t("changeRoleTitle", { name: member.name, project: project.name })}>
        <ActionForm
          action={updateProjectMemberAction}
          organization={organization}
          namespace="projects"
          fields={{ projectId: project.id, memberId: member.id, expectedRole: member.role }}
          onDone={() => onOpenChange(false)}
        >
          <Field name="role" label={t("role")} hint={t("roleHint")}>
            <Select defaultValue={member.role === "owner" ? "member" : "owner"}>
              <option value="member">{t("roles.member")}</option>
              <option value="owner">{t("roles.owner")}</option>
            </Select>
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("changeRole")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
