"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import type { ErrorValues } from "#lib/errors.ts";

/** Words an error by its key of messages/<locale>/errors.json, and a field's error by its key of errors.fields. */
export function useErrorText(): (key: string, values?: ErrorValues) => string {
  const errors = anyKey(useTranslations("errors"));
  const permissions = anyKey(useTranslations("permissions"));
  return (key, values = {}) => {
    if (!errors.has(key)) return errors("unexpected");
    const { permission } = values;
    const named = typeof permission === "string" && permissions.has(permission);
    return errors(key, named ? { ...values, permission: permissions(permission) } : values);
  };
}
