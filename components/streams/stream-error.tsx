"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Time } from "#components/time.tsx";
import type { StreamState } from "#lib/streams/describe.ts";
import { syncErrorCodes } from "#lib/sync/error-codes.ts";

/** Why a stream stands still, in words; upstream's own sentence below, and when it goes on. */
export function StreamError({ stream }: { stream: StreamState }) {
  const t = useTranslations("streams");
  if (!stream.error) return null;
  const code = syncErrorCodes.find((one) => one === stream.error?.code) ?? "unexpected";
  return (
    <div className="grid gap-0.5 text-xs">
      <p className={code === "rate_limited" ? "text-warning" : "text-destructive"}>{t(`errors.${code}`)}</p>
      {stream.error.message && (
        <p className="text-muted-foreground line-clamp-3 break-words">{stream.error.message}</p>
      )}
      {stream.notBefore && (
        <p className="text-muted-foreground">
          {t.rich("goesOnAt", { time: () => <Time at={stream.notBefore ?? ""} show="time" /> })}
        </p>
      )}
    </div>
  );
}
