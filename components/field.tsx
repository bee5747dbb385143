"use client";
import type { ReactNode } from "react";
import { useId } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { useActionForm } from "#components/action-form.tsx";
import { cn } from "#components/ui/cn.ts";
import { Label } from "#components/ui/label.tsx";
import { Slot } from "#components/ui/slot.tsx";
import { useErrorText } from "#components/use-error-text.ts";

type FieldProps = {
  /** The name in the form and in the schema of the action. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  required?: boolean;
  className?: string;
  /** One control: Input, Textarea or Select. It gets its name, id and aria attributes from here. */
  children: ReactNode;
};

export function Field({ name, label, hint, required, className, children }: FieldProps) {
  const { state } = useActionForm();
  const t = useTranslations("common");
  const word = useErrorText();
  const id = useId();
  const wrong = state.status === "failed" ? state.fields?.[name]?.[0] : undefined;
  const described = [hint !== undefined && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={cn("grid min-w-0 gap-1.5", className)}>
      <Label htmlFor={id}>
        {label}
        {required && <span className="text-muted-foreground ml-1 text-xs font-normal">{t("required")}</span>}
      </Label>
      <Slot
        id={id}
        {...{ name, required }}
        aria-invalid={wrong !== undefined}
        {...(described && { "aria-describedby": described })}
      >
        {children}
      </Slot>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-muted-foreground text-xs">
          {hint}
        </p>
      )}
      {wrong !== undefined && (
        <p id={`${id}-error`} className="text-destructive text-xs font-medium">
          {word(`fields.${wrong}`)}
        </p>
      )}
    </div>
  );
}
