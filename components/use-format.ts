"use client";
import { useMemo } from "react";
import { useGiven } from "#components/intl/given.ts";
import type { Format } from "#lib/i18n/format.ts";
import { createFormat } from "#lib/i18n/format.ts";

/** Dates, numbers and money in the person's language and the organization's zone, for client components. */
export function useFormat(): Format {
  const { locale, timeZone } = useGiven();
  return useMemo(() => createFormat(locale, timeZone), [locale, timeZone]);
}
