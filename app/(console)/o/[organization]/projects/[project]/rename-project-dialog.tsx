"use client";
import { useState } from "react";
import { Pencil } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { renameProjectAction } from "../actions.ts";

type RenameProjectDialogProps = { organization: string; projectId: string; name: string };

export function RenameProjectDialog({ organization, projectId, name }: RenameProjectDialogProps) {
  const t = useTranslations("projects");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Pencil aria-hidden />
          {t("rename")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t("rename")} description={t("renameLead")}>
        <ActionForm
          action={renameProjectAction}
          organization={organization}
          namespace="projects"
          fields={{ projectId, expectedName: name }}
          onDone={() => setOpen(false)}
        >
          <Field name="name" label={t("name")} required>
            <Input autoComplete="off" maxLength={200} defaultValue={name} />
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("rename")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
