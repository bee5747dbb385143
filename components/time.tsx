"use client";
import { useSyncExternalStore } from "react";
import { useFormat } from "#components/use-format.ts";

type TimeProps = { at: Date | string; /** How much of it is shown. */ show?: "dateTime" | "date" | "time" };

function iso(at: Date | string): string {
  return typeof at === "string" ? at : at.toISOString();
}

/** A moment in the organization's time zone; seconds and zone on hover. */
export function Time({ at, show = "dateTime" }: TimeProps) {
  const format = useFormat();
  return (
    // Server and browser may carry different versions of the language data.
    <time dateTime={iso(at)} title={format.exactTime(at)} suppressHydrationWarning>
      {format[show](at)}
    </time>
  );
}

const minuteMs = 60_000;

function eachMinute(notify: () => void): () => void {
  const timer = setInterval(notify, minuteMs);
  return () => clearInterval(timer);
}

/** Rounded up, so that what has just happened never lies in the future; the same all through a minute. */
function currentMinute(): number {
  return Math.ceil(Date.now() / minuteMs) * minuteMs;
}

export function RelativeTime({ at }: { at: Date | string }) {
  const format = useFormat();
  const now = useSyncExternalStore(eachMinute, currentMinute, currentMinute);
  return (
    <time dateTime={iso(at)} title={format.exactTime(at)} suppressHydrationWarning>
      {format.relative(at, now)}
    </time>
  );
}
