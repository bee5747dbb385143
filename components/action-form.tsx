"use client";
import type { ComponentProps, ReactNode } from "react";
import { createContext, startTransition, use, useActionState, useEffect, useRef } from "react";
import { unstable_isUnrecognizedActionError as isOfAnotherVersion } from "next/navigation";
import { LoaderCircle } from "lucide-react";
import { toast } from "#components/ui/toast.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { useErrorText } from "#components/use-error-text.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import type { FormState } from "#lib/action.ts";
import type { Namespace } from "#lib/i18n/messages.ts";

export type ActionFormProps = {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  /** The slug of the organization; leave out for actions of the console itself. */
  organization?: string;
  /** Where the action's messageKey is looked up for the toast; its messages must be sent with <Messages>. */
  namespace: Namespace;
  fields?: Record<string, string>;
  onDone?: (result: unknown) => void;
  className?: string;
  children: ReactNode;
};

type FormContext = { state: FormState; pending: boolean };

const Context = createContext<FormContext>({ state: { status: "idle" }, pending: false });

export function useActionForm(): FormContext {
  return use(Context);
}

async function guarded(
  run: ActionFormProps["action"],
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  try {
    return await run(previous, form);
  } catch (error) {
    // Only a way that leads nowhere is answered here; whatever else React and Next throw is theirs to catch.
    if (error instanceof TypeError) return { status: "failed", messageKey: "network", values: {} };
    // The console was updated since this page came: what was typed stays where it is.
    if (isOfAnotherVersion(error)) return { status: "failed", messageKey: "updated", values: {} };
    throw error;
  }
}

/** The message of the page, which may be a key the type check cannot know. */
function useDoneText(namespace: Namespace) {
  return anyKey(useTranslations(namespace));
}

/** Why the form as a whole failed; silent while the fields say it. */
export function FormError() {
  const { state, pending } = useActionForm();
  const t = useTranslations("common");
  const word = useErrorText();
  if (state.status !== "failed" || pending) return null;
  return (
    <Alert tone="destructive" announce>
      <p>{word(state.messageKey, state.values)}</p>
      {state.messageKey === "sessionExpired" && (
        <a href="/sign-in" target="_blank" className="font-medium underline underline-offset-2">
          {t("signInAgain")}
        </a>
      )}
    </Alert>
  );
}

/**
 * A form around a server action: shows which fields are wrong, keeps what was typed when it fails, says with a
 * toast that it is done. Put <Field>s and a <SubmitButton> inside.
 */
export function ActionForm(props: ActionFormProps) {
  const { action, organization, namespace, fields = {}, onDone, className, children } = props;
  const word = useDoneText(namespace);
  // Said here and not in an effect: what was changed may take this form off the page together with the answer.
  async function run(previous: FormState, form: FormData): Promise<FormState> {
    const ended = await guarded(action, previous, form);
    if (ended.status !== "done") return ended;
    toast.success(word(ended.messageKey, ended.values));
    onDone?.(ended.result);
    return ended;
  }
  const [state, submit, pending] = useActionState(run, { status: "idle" });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.status === "failed") form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);

  return (
    <form
      ref={form}
      noValidate
      aria-busy={pending}
      className={cn("soft:grid soft:gap-4", className)}
      onSubmit={(event) => {
        // React empties a form whose action has run, even if it failed; submitting by hand keeps what was typed.
        event.preventDefault();
        const sent = new FormData(event.currentTarget, event.nativeEvent.submitter);
        startTransition(() => submit(sent));
      }}
    >
      {organization !== undefined && <input type="hidden" name="organization" value={organization} />}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Context value={{ state, pending }}>
        <FormError />
        {children}
      </Context>
    </form>
  );
}

/** Submits the surrounding ActionForm; shows that it is working and cannot be pressed twice. */
export function SubmitButton({ children, disabled, ...props }: ComponentProps<typeof Button>) {
  const { pending } = useActionForm();
  return (
    <Button variant="primary" type="submit" disabled={disabled === true || pending} {...props}>
      {pending && <LoaderCircle aria-hidden className="motion-safe:animate-spin" />}
      {children}
    </Button>
  );
}
