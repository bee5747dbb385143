"use client";
import { useState } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { changePasswordAction } from "./actions.ts";

export function ChangePasswordForm({ email }: { email: string }) {
  const t = useTranslations("auth");
  const [changes, setChanges] = useState(0);
  return (
    <ActionForm
      key={changes}
      action={changePasswordAction}
      namespace="auth"
      onDone={() => setChanges(changes + 1)}
    >
      {/* Tells password managers whose it is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <Field name="current" label={t("currentPassword")} required>
        <Input type="password" autoComplete="current-password" />
      </Field>
      <Field name="password" label={t("newPassword")} hint={t("newPasswordHint")} required>
        <Input type="password" autoComplete="new-password" />
      </Field>
      <div className="flex justify-end">
        <SubmitButton>{t("changePassword")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
