"use client";
import { useState, useSyncExternalStore } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ProbedArea } from "#lib/organizations/probe.ts";
import { connectOrganizationAction } from "./actions.ts";
import { ConnectedOrganization } from "./connected-organization.tsx";

type Connected = { slug: string; name: string; areas: ProbedArea[] };

const never = () => () => undefined;

/** The browser's zone is the best guess; the server cannot know it. */
function useOwnTimeZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}

function TimeZoneField({ timeZones }: { timeZones: readonly string[] }) {
  const t = useTranslations("organizations");
  const own = useOwnTimeZone();
  return (
    <Field name="timeZone" label={t("timeZone")} hint={t("timeZoneHint")}>
      <Select key={own} defaultValue={timeZones.includes(own) ? own : "UTC"}>
        {timeZones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </Select>
    </Field>
  );
}

export function ConnectOrganizationForm(props: { timeZones: readonly string[]; baseUrl: string }) {
  const t = useTranslations("organizations");
  const [connected, setConnected] = useState<Connected | null>(null);
  if (connected) return <ConnectedOrganization {...connected} />;
  return (
    <ActionForm
      action={connectOrganizationAction}
      namespace="organizations"
      // What the action of this form answers.
      onDone={(result) => setConnected(result as Connected)}
    >
      <Field name="name" label={t("name")} hint={t("nameHint")} required>
        <Input autoComplete="off" maxLength={100} />
      </Field>
      <Field name="adminKey" label={t("adminKey")} hint={t("adminKeyHint")} required>
        <Input type="password" autoComplete="off" spellCheck={false} />
      </Field>
      <TimeZoneField timeZones={props.timeZones} />
      <Field name="slug" label={t("slug")} hint={t("slugHint")}>
        <Input autoComplete="off" spellCheck={false} maxLength={40} />
      </Field>
      <Field name="baseUrl" label={t("baseUrl")} hint={t("baseUrlHint", { address: props.baseUrl })}>
        <Input type="url" autoComplete="off" placeholder={props.baseUrl} />
      </Field>
      <div className="flex justify-end">
        <SubmitButton>{t("connect")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
