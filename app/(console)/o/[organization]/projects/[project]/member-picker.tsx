import { useState } from "react";
import { useActionForm } from "#components/action-form.tsx";
import type { ComboboxOption } from "#components/combobox.tsx";
import { Combobox } from "#components/combobox.tsx";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Label } from "#components/ui/label.tsx";
import { useErrorText } from "#components/use-error-text.ts";
import { useOptions } from "#components/use-options.ts";

/** One member of the organization, found by typing; the form's field "memberId". */
export function MemberPicker({ organization }: { organization: string }) {
  const t = useTranslations("projects");
  const word = useErrorText();
  const { state } = useActionForm();
  const [chosen, setChosen] = useState<ComboboxOption | null>(null);
  const [text, setText] = useState("");
  const query = new URLSearchParams({ search: text });
  const found = useOptions(`/o/${encodeURIComponent(organization)}/members/options?${query.toString()}`);
  const options = chosen ? [chosen, ...found.filter(({ value }) => value !== chosen.value)] : found;
  const wrong = state.status === "failed" ? state.fields?.["memberId"]?.[0] : undefined;
  return (
    <div className="grid gap-1.5">
      <Label>{t("member")}</Label>
      <input type="hidden" name="memberId" value={chosen?.value ?? ""} />
      <Combobox
        label={t("member")}
        placeholder={t("pickMember")}
        options={options}
        value={chosen ? [chosen.value] : []}
        onChange={([picked]) => setChosen(options.find(({ value }) => value === picked) ?? null)}
        onSearch={setText}
        className="max-w-full"
      />
      {wrong !== undefined && (
        <p className="text-destructive text-xs font-medium">{word(`fields.${wrong}`)}</p>
      )}
    </div>
  );
}
