"use client";
import type { ReactNode } from "react";
import { useId, useState } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import type { ActionFormProps } from "#components/action-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";

type ConfirmDialogProps = Pick<
  ActionFormProps,
  "action" | "organization" | "namespace" | "fields" | "onDone"
> & {
  title: ReactNode;
  description?: ReactNode;
  /** What happens, in the words of the button: "Remove member". */
  confirmLabel: ReactNode;
  /** For what cannot be undone: the person types this before the button works. */
  phrase?: string;
  /** The button that opens it; leave out when open is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Warnings and further fields, between the description and the phrase. */
  children?: ReactNode;
};

function Phrase(props: { phrase: string; typed: string; onType: (typed: string) => void }) {
  const t = useTranslations("common");
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>
        {t.rich("typeToConfirm", {
          phrase: () => <strong className="text-destructive font-mono select-all">{props.phrase}</strong>,
        })}
      </Label>
      <Input
        id={id}
        autoComplete="off"
        spellCheck={false}
        value={props.typed}
        onChange={(event) => props.onType(event.target.value)}
      />
    </div>
  );
}

/** Asks before something that cannot be undone, then submits the action. Closes when the action is done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, confirmLabel, phrase, trigger, children, onDone, onOpenChange, ...form } =
    props;
  const t = useTranslations("common");
  const [own, setOwn] = useState(false);
  const [typed, setTyped] = useState("");
  const open = props.open ?? own;
  const change = (next: boolean) => {
    setTyped("");
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      {trigger !== undefined && <DialogTrigger asChild>{trigger}</DialogTrigger>}
      <DialogContent title={title} description={description} role="alertdialog">
        <ActionForm
          {...form}
          onDone={(result) => {
            change(false);
            onDone?.(result);
          }}
        >
          {children}
          {phrase !== undefined && <Phrase phrase={phrase} typed={typed} onType={setTyped} />}
          <DialogFooter>
            <DialogClose asChild>
              <Button>{t("cancel")}</Button>
            </DialogClose>
            <SubmitButton
              variant="destructive"
              disabled={phrase !== undefined && typed.trim() !== phrase.trim()}
            >
              {confirmLabel}
            </SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}
