"use client";
import { useState } from "react";
import { UserPlus } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { CopyButton } from "#components/copy-button.tsx";
import { Field } from "#components/field.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { createGrantAction } from "./actions.ts";
import { RoleOptions } from "./role-options.tsx";

type Created = { email: string; password: string | null };

function GrantFields({ mayGrantEverywhere }: { mayGrantEverywhere: boolean }) {
  const t = useTranslations("settings");
  return (
    <>
      <Field name="email" label={t("people.email")} hint={t("people.emailHint")} required>
        <Input type="email" autoComplete="off" />
      </Field>
      <Field name="name" label={t("people.name")} hint={t("people.nameHint")}>
        <Input autoComplete="off" maxLength={100} />
      </Field>
      <Field name="role" label={t("people.role")} hint={t("people.roleHint")}>
        <Select defaultValue="viewer">
          <RoleOptions />
        </Select>
      </Field>
      {mayGrantEverywhere && (
        <Field name="scope" label={t("people.scope")}>
          <Select defaultValue="organization">
            <option value="organization">{t("people.here")}</option>
            <option value="console">{t("people.everywhere")}</option>
          </Select>
        </Field>
      )}
    </>
  );
}

/** The password of a new account: shown this once. */
function NewPassword({ email, password }: { email: string; password: string }) {
  const t = useTranslations("settings");
  return (
    <div className="grid gap-4">
      <Alert tone="warning" title={t("people.passwordTitle", { email })} announce>
        <p>{t("people.passwordLead")}</p>
      </Alert>
      <p className="bg-muted flex items-center justify-between gap-2 rounded-md px-3 py-2">
        <code className="font-mono text-sm select-all">{password}</code>
        <CopyButton text={password} label={t("people.copyPassword")} />
      </p>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">{t("people.passwordKept")}</Button>
        </DialogClose>
      </DialogFooter>
    </div>
  );
}

export function CreateGrantDialog(props: { organization: string; mayGrantEverywhere: boolean }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [created, setCreated] = useState<Created | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    setCreated(null);
  };
  const finish = (result: unknown) => {
    const done = result as Created;
    if (done.password === null) change(false);
    else setCreated(done);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="primary" size="sm">
          <UserPlus aria-hidden />
          {t("people.add")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t("people.add")} description={t("people.addLead")}>
        {created?.password ? (
          <NewPassword email={created.email} password={created.password} />
        ) : (
          <ActionForm
            action={createGrantAction}
            organization={props.organization}
            namespace="settings"
            onDone={finish}
          >
            <GrantFields mayGrantEverywhere={props.mayGrantEverywhere} />
            <DialogFooter>
              <DialogClose asChild>
                <Button>{common("cancel")}</Button>
              </DialogClose>
              <SubmitButton>{t("people.give")}</SubmitButton>
            </DialogFooter>
          </ActionForm>
        )}
      </DialogContent>
    </Dialog>
  );
}
