"use client";
import { useState } from "react";
import { UserPlus } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton, useActionForm } from "#components/action-form.tsx";
import type { ComboboxOption } from "#components/combobox.tsx";
import { Combobox } from "#components/combobox.tsx";
import { Field } from "#components/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";
import { Select } from "#components/ui/select.tsx";
import { useErrorText } from "#components/use-error-text.ts";
import { useOptions } from "#components/use-options.ts";
import { inviteMemberAction } from "./actions.ts";

/** Which projects, and the role in them; sent as JSON, since a form field holds one value. */
function ProjectChoice({ organization }: { organization: string }) {
  const t = useTranslations("members");
  const word = useErrorText();
  const { state } = useActionForm();
  const [chosen, setChosen] = useState<ComboboxOption[]>([]);
  const [text, setText] = useState("");
  const [role, setRole] = useState("member");
  const wrong = state.status === "failed" ? state.fields?.["projects"]?.[0] : undefined;
  const ids = chosen.map(({ value }) => value);
  const query = new URLSearchParams({ search: text });
  const found = useOptions(`/o/${encodeURIComponent(organization)}/projects/options?${query.toString()}`);
  const options = [...chosen, ...found.filter(({ value }) => !ids.includes(value))];
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <input type="hidden" name="projects" value={JSON.stringify(ids.map((id) => ({ id, role })))} />
      <div className="grid content-start gap-1.5">
        <Label>{t("projects")}</Label>
        <Combobox
          multiple
          label={t("projects")}
          options={options}
          value={ids}
          onChange={(next) => setChosen(options.filter(({ value }) => next.includes(value)))}
          onSearch={setText}
        />
        {wrong !== undefined && (
          <p className="text-destructive text-xs font-medium">{word(`fields.${wrong}`)}</p>
        )}
      </div>
      <div className="grid content-start gap-1.5">
        <Label htmlFor="invite-project-role">{t("projectRole")}</Label>
        <Select id="invite-project-role" value={role} onChange={(event) => setRole(event.target.value)}>
          <option value="member">{t("roles.member")}</option>
          <option value="owner">{t("roles.owner")}</option>
        </Select>
      </div>
    </div>
  );
}

function InviteFields({ organization }: { organization: string }) {
  const t = useTranslations("members");
  const [joins, setJoins] = useState("default");
  return (
    <>
      <Field name="email" label={t("email")} hint={t("emailHint")} required>
        <Input type="email" autoComplete="off" />
      </Field>
      <Field name="role" label={t("role")} hint={t("roleHint")}>
        <Select defaultValue="reader">
          <option value="reader">{t("roles.reader")}</option>
          <option value="owner">{t("roles.owner")}</option>
        </Select>
      </Field>
      <Field
        name="joins"
        label={t("joins")}
        hint={t(`joinsHint.${joins === "none" ? "none" : joins === "chosen" ? "chosen" : "default"}`)}
      >
        <Select value={joins} onChange={(event) => setJoins(event.target.value)}>
          <option value="default">{t("joinsDefault")}</option>
          <option value="chosen">{t("joinsChosen")}</option>
          <option value="none">{t("joinsNone")}</option>
        </Select>
      </Field>
      {joins === "chosen" && <ProjectChoice organization={organization} />}
    </>
  );
}

export function InviteMemberDialog({ organization }: { organization: string }) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <UserPlus aria-hidden />
          {t("invite")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t("invite")} description={t("inviteLead")}>
        <ActionForm
          action={inviteMemberAction}
          organization={organization}
          namespace="members"
          onDone={() => setOpen(false)}
        >
          <InviteFields organization={organization} />
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("sendInvite")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
