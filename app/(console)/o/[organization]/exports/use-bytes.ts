"use client";
import { useLocale } from "#components/intl/use-locale.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Sizes of files in a word: 1.2 MB. */
export function useBytes(): (bytes: number) => string {
  const locale = useLocale();
  return (bytes) => {
    const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    const format = new Intl.NumberFormat(locale, {
      style: "unit",
      unit: units[power] ?? "byte",
      maximumFractionDigits: power === 0 ? 0 : 1,
    });
    return format.format(bytes / 1000 ** power);
  };
}
