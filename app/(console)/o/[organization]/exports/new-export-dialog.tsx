"use client";
import { useState } from "react";
import { useRouter } from "next/navigation";
import { FileDown } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { anyKey } from "#lib/i18n/any-key.ts";
import type { SetName } from "#lib/exports/set-names.ts";
import { createExportAction } from "./actions.ts";
import { SetChoice } from "./set-choice.tsx";

/** What can be asked for: the sets that the role may read, and a filter that the audit log handed over. */
export type Offer = { allowed: SetName[]; kinds: string[]; audit: string; isOpen: boolean };

type NewExportDialogProps = { organization: string; offer: Offer };

const usageSets: SetName[] = ["usage_hourly", "usage_daily"];

function Check({ name, label, hint }: { name: string; label: string; hint: string }) {
  return (
    <label className="flex items-start gap-2 text-sm">
      <input type="checkbox" name={name} value="1" className="accent-primary mt-0.5 size-4 shrink-0" />
      <span>
        {label}
        <span className="text-muted-foreground block text-xs">{hint}</span>
      </span>
    </label>
  );
}

function Options({ chosen, kinds }: { chosen: SetName[]; kinds: string[] }) {
  const t = useTranslations("exports");
  const streams = anyKey(useTranslations("streams"));
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2 md:grid-cols-4">
        <Field className="content-start" name="from" label={t("form.from")} hint={t("form.daysHint")}>
          <Input type="date" />
        </Field>
        <Field className="content-start" name="through" label={t("form.through")}>
          <Input type="date" />
        </Field>
        <Field className="content-start" name="format" label={t("form.format")}>
          <Select defaultValue="csv">
            <option value="csv">CSV</option>
            <option value="jsonl">JSON Lines</option>
          </Select>
        </Field>
        {chosen.some((set) => usageSets.includes(set)) && (
          <Field className="content-start" name="kinds" label={t("form.kinds")}>
            <Select defaultValue="">
              <option value="">{t("form.allKinds")}</option>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {streams(`kinds.usage_${kind}`)}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      <div className="grid gap-2 sm:grid-cols-2 sm:gap-4">
        <Check name="gzip" label={t("form.gzip")} hint={t("form.gzipHint")} />
        <Check name="withRemoved" label={t("form.withRemoved")} hint={t("form.withRemovedHint")} />
      </div>
    </>
  );
}

export function NewExportDialog({ organization, offer }: NewExportDialogProps) {
  const t = useTranslations("exports");
  const common = useTranslations("common");
  const router = useRouter();
  const [open, setOpen] = useState(offer.isOpen);
  const [chosen, setChosen] = useState<SetName[]>(offer.isOpen ? ["audit_events"] : []);
  const isFiltered = offer.audit !== "" && chosen.includes("audit_events");
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <FileDown aria-hidden />
          {t("new")}
        </Button>
      </DialogTrigger>
      <DialogContent wide title={t("new")} description={t("newLead")}>
        <ActionForm
          action={createExportAction}
          organization={organization}
          namespace="exports"
          fields={{ audit: offer.audit }}
          onDone={() => {
            setOpen(false);
            // It leads the first page; what the audit log handed over has been used.
            if (location.search !== "") router.replace(`/o/${organization}/exports`);
          }}
        >
          <SetChoice allowed={offer.allowed} chosen={chosen} onChange={setChosen} />
          {isFiltered && <Alert>{t("form.auditFilter", { filter: decodeURIComponent(offer.audit) })}</Alert>}
          <Options chosen={chosen} kinds={offer.kinds} />
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("form.submit")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
