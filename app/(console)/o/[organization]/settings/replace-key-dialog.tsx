"use client";
import { useState } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { replaceKeyAction } from "./actions.ts";

type ReplaceKeyDialogProps = { organization: string; status: "connected" | "refused" | "disconnected" };

/** Puts a new admin key in the old one's place; connects a disconnected organization again. */
export function ReplaceKeyDialog({ organization, status }: ReplaceKeyDialogProps) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const title = status === "disconnected" ? t("key.connectAgain") : t("key.replace");
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" variant={status === "connected" ? "secondary" : "primary"}>
          {title}
        </Button>
      </DialogTrigger>
      <DialogContent title={title} description={t("key.replaceLead")}>
        <ActionForm
          action={replaceKeyAction}
          organization={organization}
          namespace="settings"
          onDone={() => setOpen(false)}
        >
          <Field name="adminKey" label={t("key.new")} required>
            <Input type="password" autoComplete="off" spellCheck={false} />
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("key.try")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
