import { useEffect, useState } from "react";
import type { Route } from "next";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { FileClock, FolderKanban, KeyRound, ListFilter, UserRound } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { PaletteAllEvents } from "#components/shell/palette-all-events.tsx";
import { PaletteGroup, PaletteItem } from "#components/shell/palette-item.tsx";
import { useShell } from "#components/shell/shell-context.ts";
import type { Hit } from "#lib/search/hit.ts";
import { hitKinds } from "#lib/search/hit.ts";

const kinds = {
  member: { heading: "palette.members", Icon: UserRound },
  project: { heading: "palette.projects", Icon: FolderKanban },
  key: { heading: "palette.keys", Icon: KeyRound },
  event: { heading: "palette.events", Icon: FileClock },
  eventType: { heading: "palette.eventTypes", Icon: ListFilter },
} as const;

/** eventsBackTo: a day in words, where events before it were not looked at. */
type Answer = { hits: Hit[]; eventsBackTo: string | null };

const pauseMs = 120;
const nothing: Answer = { hits: [], eventsBackTo: null };

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** While an answer is on its way, only those of the last one that still fit what is typed may be chosen. */
function stillFits(hit: Hit, text: string): boolean {
  return `${hit.label} ${hit.detail} ${hit.id}`.toLowerCase().includes(text.toLowerCase());
}

async function search(slug: string, text: string, signal: AbortSignal): Promise<Answer> {
  const answer = await fetch(`/o/${slug}/search?q=${encodeURIComponent(text)}`, { signal });
  if (!answer.ok) throw new Error(`search answered ${answer.status}`);
  return (await answer.json()) as Answer;
}

/** Leads to an address that is held against the routes. */
export type Go = <Path extends string>(path: Route<Path>) => void;

/** Shown where none of the palette's own items fits either; what the server has found the library does not count. */
function Nothing({ text }: { text: string }) {
  const t = useTranslations("shell");
  return (
    <Command.Empty className="text-muted-foreground px-3 py-8 text-center text-sm">
      {t("palette.empty", { text })}
    </Command.Empty>
  );
}

export function PaletteHits({ text, go }: { text: string; go: Go }) {
  const t = useTranslations("shell");
  const { current, destinations } = useShell();
  const typed = text.trim();
  const wanted = useSettled(typed);
  const enabled = wanted.length > 1;
  const {
    data = nothing,
    isError,
    isFetching,
    isPlaceholderData,
  } = useQuery({
    queryKey: ["search", current.slug, wanted],
    queryFn: ({ signal }) => search(current.slug, wanted, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
  const isStale = isPlaceholderData || wanted !== typed;
  const hits = isStale ? data.hits.filter((hit) => stillFits(hit, typed)) : data.hits;
  const note = isError ? t("palette.failed") : isFetching ? t("palette.searching") : "";
  return (
    <>
      <p role="status" className="text-muted-foreground px-2.5 pt-1.5 text-xs empty:hidden">
        {note}
      </p>
      {hits.length === 0 && !isFetching && !isStale && <Nothing text={typed} />}
      {enabled &&
        hitKinds.map((kind) => {
          const { heading, Icon } = kinds[kind];
          const found = hits.filter((hit) => hit.kind === kind);
          if (found.length === 0) return null;
          return (
            <PaletteGroup key={kind} heading={t(heading)} always>
              {found.map((hit) => (
                <PaletteItem
                  key={hit.id}
                  always
                  value={`${kind} ${hit.id}`}
                  icon={<Icon aria-hidden />}
                  label={hit.label}
                  detail={hit.detail}
                  onSelect={() => go(`/o/${current.slug}${hit.path}`)}
                />
              ))}
            </PaletteGroup>
          );
        })}
      {enabled && destinations.includes("audit") && (
        <PaletteAllEvents
          text={typed}
          searchedBackTo={isStale ? null : data.eventsBackTo}
          onSelect={() => go(`/o/${current.slug}/audit?q=${encodeURIComponent(typed)}`)}
        />
      )}
    </>
  );
}
