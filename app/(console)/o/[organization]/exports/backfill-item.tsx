"use client";
import Link from "next/link";
import { useTranslations } from "#components/intl/use-translations.ts";
import { StreamHealth } from "#components/streams/stream-health.tsx";
import { StreamProgress } from "#components/streams/stream-progress.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { StreamState } from "#lib/streams/describe.ts";

/** A history that is being read from OpenAI: followed here, steered on the page of streams. */
export function BackfillItem({ organization, stream }: { organization: string; stream: StreamState }) {
  const t = useTranslations("exports");
  const streams = useTranslations("streams");
  const name = streams(`kinds.${stream.kind}`);
  return (
    <li className="grid gap-2 px-4 py-3.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="text-sm font-medium">{t("backfill", { name })}</h2>
          <StreamHealth health={stream.health} />
        </div>
        <Link
          href={`/o/${organization}/settings/streams`}
          className={buttonClass({ variant: "ghost", size: "sm" })}
        >
          {t("toStreams")}
        </Link>
      </div>
      <div className="max-w-md">
        {stream.progress && <StreamProgress label={name} progress={stream.progress} />}
      </div>
    </li>
  );
}
