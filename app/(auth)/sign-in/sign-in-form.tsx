"use client";
import type { FormEvent } from "react";
import { useId, useRef, useState, useSyncExternalStore } from "react";
import { Eye, EyeOff, LoaderCircle } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";
import type { Outcome } from "./sign-in.ts";
import { signIn } from "./sign-in.ts";

function PasswordInput({ id, invalid }: { id: string; invalid: boolean }) {
  const t = useTranslations("auth");
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input
        id={id}
        name="password"
        type={shown ? "text" : "password"}
        autoComplete="current-password"
        required
        aria-invalid={invalid}
        className="pr-10"
      />
      <button
        type="button"
        aria-pressed={shown}
        aria-label={shown ? t("hidePassword") : t("showPassword")}
        className="text-muted-foreground hover:text-foreground absolute top-1/2 right-1.5 grid size-7 -translate-y-1/2 place-items-center rounded-sm"
        onClick={() => setShown(!shown)}
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </div>
  );
}

function typed(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

const never = () => () => undefined;

/** False until the page can answer: a form sent by the browser itself would lead nowhere. */
function useReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("auth");
  const id = useId();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [pending, setPending] = useState(false);
  const ready = useReady();
  const form = useRef<HTMLFormElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setPending(true);
    const ended = await signIn(typed(given, "email"), typed(given, "password"));
    setOutcome(ended);
    // A whole new page: nothing that was cached for someone else stays.
    if (ended === "signedIn") return location.assign(next);
    setPending(false);
    const password = form.current?.elements.namedItem("password");
    if (password instanceof HTMLInputElement) password.select();
  }

  const wrong = outcome === "wrong";
  return (
    <form
      ref={form}
      method="post"
      action="/sign-in"
      className="grid gap-4"
      onSubmit={(event) => void submit(event)}
    >
      {outcome !== null && outcome !== "signedIn" && !pending && (
        <Alert tone="destructive" announce>
          {t(outcome)}
        </Alert>
      )}
      <div className="grid gap-1.5">
        <Label htmlFor={`${id}-email`}>{t("email")}</Label>
        <Input
          id={`${id}-email`}
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          aria-invalid={wrong}
        />
      </div>
      <div className="grid gap-1.5">
        <Label htmlFor={`${id}-password`}>{t("password")}</Label>
        <PasswordInput id={`${id}-password`} invalid={wrong} />
      </div>
      <Button type="submit" variant="primary" className="mt-1 h-9.5" disabled={pending || !ready}>
        {pending && <LoaderCircle aria-hidden className="motion-safe:animate-spin" />}
        {pending ? t("signingIn") : t("signIn")}
      </Button>
    </form>
  );
}
