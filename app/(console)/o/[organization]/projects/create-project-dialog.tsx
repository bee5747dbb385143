"use client";
import { useState } from "react";
import { useRouter } from "next/navigation";
import { FolderPlus } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { createProjectAction } from "./actions.ts";

export function CreateProjectDialog({ organization }: { organization: string }) {
  const t = useTranslations("projects");
  const common = useTranslations("common");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <FolderPlus aria-hidden />
          {t("create")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t("create")} description={t("createLead")}>
        <ActionForm
          action={createProjectAction}
          organization={organization}
          namespace="projects"
          onDone={(result) => {
            setOpen(false);
            if (typeof result === "string")
              router.push(`/o/${organization}/projects/${encodeURIComponent(result)}`);
          }}
        >
          <Field name="name" label={t("name")} required>
            <Input autoComplete="off" maxLength={200} />
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("create")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
