"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { updateOrganizationAction } from "./actions.ts";

type UpdateOrganizationFormProps = {
  organization: string;
  name: string;
  timeZone: string;
  timeZones: readonly string[];
};

export function UpdateOrganizationForm(props: UpdateOrganizationFormProps) {
  const t = useTranslations("settings");
  return (
    <ActionForm action={updateOrganizationAction} organization={props.organization} namespace="settings">
      <Field name="name" label={t("organization.name")} hint={t("organization.nameHint")} required>
        <Input defaultValue={props.name} maxLength={100} autoComplete="off" />
      </Field>
      <Field name="timeZone" label={t("organization.timeZone")} hint={t("organization.timeZoneHint")}>
        <Select defaultValue={props.timeZone}>
          {props.timeZones.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </Select>
      </Field>
      <div className="flex justify-end">
        <SubmitButton>{t("organization.save")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
