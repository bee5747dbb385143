"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import type { ErrorValues } from "#lib/errors.ts";

type Words = { (key: string, values?: ErrorValues): string; has: (key: string) => boolean };

/** Words an error by its key of messages/<locale>/errors.json, and a field's error by its key of errors.fields. */
export function useErrorText(): (key: string, values?: ErrorValues) => string {
  const errors = useTranslations("errors") as unknown as Words;
  const permissions = useTranslations("permissions") as unknown as Words;
  return (key, values = {}) => {
    if (!errors.has(key)) return errors("unexpected");
    const { permission } = values;
    const named = typeof permission === "string" && permissions.has(permission);
    return errors(key, named ? { ...values, permission: permissions(permission) } : values);
  };
}
