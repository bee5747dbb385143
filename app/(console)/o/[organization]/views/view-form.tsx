"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import type { ActionFormProps } from "#components/action-form.tsx";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { Field } from "#components/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";

type ViewFormProps = Pick<ActionFormProps, "action" | "fields" | "onDone"> & {
  organization: string;
  title: string;
  description: string;
  name: string;
  isShared: boolean;
  mayShare: boolean;
  onClose: () => void;
};

/** Asks for the name of a view and whether others see it. */
export function ViewForm(props: ViewFormProps) {
  const { organization, title, description, name, isShared, mayShare, onClose, onDone, ...form } = props;
  const t = useTranslations("views");
  const common = useTranslations("common");
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={title} description={description}>
        <ActionForm
          {...form}
          organization={organization}
          namespace="views"
          onDone={(result) => {
            onClose();
            onDone?.(result);
          }}
        >
          <Field name="name" label={t("name")} required>
            <Input autoComplete="off" maxLength={80} defaultValue={name} />
          </Field>
          {(mayShare || isShared) && (
            <label className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                name="isShared"
                defaultChecked={isShared}
                className="accent-primary size-4"
              />
              {t("isShared")}
            </label>
          )}
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{common("save")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
