"use client";
import { useTransition } from "react";
import { toast } from "#components/ui/toast.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { useErrorText } from "#components/use-error-text.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import type { FormState } from "#lib/action.ts";

type Action = (previous: FormState, form: FormData) => Promise<FormState>;

/** Runs an action without a form and says how it ended; undo is offered where there is a way back. */
export function useViewAction(organization: string) {
  const t = anyKey(useTranslations("views"));
  const word = useErrorText();
  const [pending, startTransition] = useTransition();
  const run = (action: Action, fields: Record<string, string>, undo?: { action: Action }) =>
    startTransition(async () => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ organization, ...fields })) form.set(name, value);
      const ended = await action({ status: "idle" }, form);
      if (ended.status === "failed") toast.error(word(ended.messageKey, ended.values));
      if (ended.status !== "done") return;
      toast.success(
        t(ended.messageKey, ended.values),
        undo && { label: t("undo"), run: () => run(undo.action, fields) },
      );
    });
  return { run, pending };
}
