"use client";
import { useEffect, useState } from "react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FolderKanban, KeyRound, UserRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { PaletteGroup, PaletteItem } from "#components/shell/palette-item.tsx";
import { useShell } from "#components/shell/shell-context.ts";
import type { Hit } from "#lib/search/find.ts";

const kinds = {
  member: { heading: "palette.members", Icon: UserRound },
  project: { heading: "palette.projects", Icon: FolderKanban },
  key: { heading: "palette.keys", Icon: KeyRound },
} as const;

const pauseMs = 120;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function pathOf(hit: Hit): string {
  if (hit.kind === "key") return `/keys?q=${encodeURIComponent(hit.id)}`;
  return `/${hit.kind}s/${encodeURIComponent(hit.id)}`;
}

async function search(slug: string, text: string, signal: AbortSignal): Promise<Hit[]> {
  const answer = await fetch(`/o/${slug}/search?q=${encodeURIComponent(text)}`, { signal });
  if (!answer.ok) throw new Error(`search answered ${answer.status}`);
  return ((await answer.json()) as { hits: Hit[] }).hits;
}

/** What the server finds for the typed text. */
export function PaletteHits({ text, go }: { text: string; go: (path: string) => void }) {
  const t = useTranslations("shell");
  const { current } = useShell();
  const wanted = useSettled(text.trim());
  const enabled = wanted.length > 1;
  const {
    data: hits = [],
    isError,
    isFetching,
  } = useQuery({
    queryKey: ["search", current.slug, wanted],
    queryFn: ({ signal }) => search(current.slug, wanted, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
  const note = isError ? t("palette.failed") : isFetching ? t("palette.searching") : "";
  return (
    <>
      <p role="status" className="text-muted-foreground px-2.5 pt-1.5 text-xs empty:hidden">
        {note}
      </p>
      {enabled &&
        (["member", "project", "key"] as const).map((kind) => {
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
                  onSelect={() => go(`/o/${current.slug}${pathOf(hit)}`)}
                />
              ))}
            </PaletteGroup>
          );
        })}
    </>
  );
}
