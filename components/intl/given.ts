"use client";
import { createContext, use } from "react";
import type { Locale } from "#lib/i18n/locales.ts";
import type { CompiledMessages } from "#lib/i18n/translator.ts";

type Given = { locale: Locale; timeZone: string; messages: CompiledMessages };

export const GivenContext = createContext<Given>({ locale: "en", timeZone: "UTC", messages: {} });

export function useGiven(): Given {
  return use(GivenContext);
}
