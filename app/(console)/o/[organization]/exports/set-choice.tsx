"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { useActionForm } from "#components/action-form.tsx";
import { useErrorText } from "#components/use-error-text.ts";
import type { SetName } from "#lib/exports/set-names.ts";

const groups: { key: "records" | "figures" | "people" | "projects"; sets: SetName[] }[] = [
  { key: "records", sets: ["audit_events", "trail", "streams"] },
  { key: "figures", sets: ["usage_hourly", "usage_daily", "costs", "costs_by_member", "costs_by_key"] },
  { key: "people", sets: ["members", "invites", "groups", "group_members", "roles", "role_assignments"] },
  { key: "projects", sets: ["projects", "project_members", "service_accounts", "keys"] },
];

type SetChoiceProps = {
  /** What the person may read. */ allowed: SetName[];
  chosen: SetName[];
  onChange: (chosen: SetName[]) => void;
};

/** Which sets of data; only those that the role may read are offered. */
export function SetChoice({ allowed, chosen, onChange }: SetChoiceProps) {
  const t = useTranslations("exports");
  const word = useErrorText();
  const { state } = useActionForm();
  const wrong = state.status === "failed" ? state.fields?.["sets"]?.[0] : undefined;
  const toggle = (set: SetName, isOn: boolean) =>
    onChange(isOn ? [...chosen, set] : chosen.filter((one) => one !== set));
  return (
    <fieldset
      className="grid gap-3 sm:grid-cols-2 sm:gap-x-6 md:grid-cols-4"
      aria-describedby={wrong ? "sets-error" : undefined}
    >
      <legend className="mb-1.5 text-sm font-medium">{t("form.sets")}</legend>
      <input type="hidden" name="sets" value={chosen.join(",")} />
      {groups.map(({ key, sets }) => {
        const offered = sets.filter((set) => allowed.includes(set));
        if (offered.length === 0) return null;
        return (
          <div key={key} role="group" aria-label={t(`groups.${key}`)}>
            <p className="text-muted-foreground mb-1 text-xs">{t(`groups.${key}`)}</p>
            <div className="grid gap-1">
              {offered.map((set) => (
                <label key={set} className="flex min-h-6 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    className="accent-primary size-4 shrink-0"
                    checked={chosen.includes(set)}
                    onChange={(event) => toggle(set, event.target.checked)}
                  />
                  {t(`sets.${set}`)}
                </label>
              ))}
            </div>
          </div>
        );
      })}
      {wrong !== undefined && (
        <p id="sets-error" className="text-destructive col-span-full text-xs font-medium">
          {word(`fields.${wrong}`)}
        </p>
      )}
    </fieldset>
  );
}
