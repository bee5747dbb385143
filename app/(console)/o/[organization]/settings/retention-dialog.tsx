"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Field } from "#components/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { retentionChoices } from "#lib/retention/choices.ts";
import type { Retention } from "#lib/retention/list.ts";
import { updateRetentionAction } from "./actions.ts";
import { wordRetention } from "./word-retention.ts";

/** Asks how long facts are kept, and says what that deletes before it is saved. */
export function RetentionDialog({
  organization,
  kept,
}: {
  organization: string;
  kept: readonly Retention[];
}) {
  const t = useTranslations("settings");
  return (
    <ConfirmDialog
      action={updateRetentionAction}
      organization={organization}
      namespace="settings"
      title={t("retention.confirmTitle")}
      description={t("retention.confirmLead")}
      confirmLabel={t("retention.save")}
      trigger={
        <Button variant="secondary" size="sm">
          {t("retention.change")}
        </Button>
      }
    >
      {kept.map(({ facts, keep }) => (
        <Field key={facts} name={facts} label={t(`retention.facts.${facts}`)}>
          <Select defaultValue={keep}>
            {retentionChoices.map((choice) => (
              <option key={choice} value={choice}>
                {wordRetention(t, choice)}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </ConfirmDialog>
  );
}
