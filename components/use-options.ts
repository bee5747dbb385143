"use client";
import { useEffect, useState } from "react";
import type { ComboboxOption } from "#components/combobox.tsx";

const pauseMs = 120;

function asOption(given: unknown): ComboboxOption[] {
  if (typeof given !== "object" || given === null) return [];
  const { value, label, hint, detail } = given as Record<string, unknown>;
  if (typeof value !== "string" || typeof label !== "string") return [];
  const more = hint ?? detail;
  return [{ value, label, ...(typeof more === "string" && { hint: more }) }];
}

/**
 * What the server offers for the typed text, from a route that answers with a list of value, label and hint. Keeps
 * the former options while it asks; asks for nothing while the address is null.
 */
export function useOptions(address: string | null): ComboboxOption[] {
  const [options, setOptions] = useState<ComboboxOption[]>([]);
  useEffect(() => {
    if (address === null) return;
    const given = new AbortController();
    const timer = setTimeout(() => {
      fetch(address, { signal: given.signal })
        .then((answer) => (answer.ok ? answer.json() : []))
        .then((list: unknown) => setOptions(Array.isArray(list) ? list.flatMap(asOption) : []))
        // The next key asks again; what was found before stays.
        .catch(() => undefined);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [address]);
  return options;
}
