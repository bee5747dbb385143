"use client";
import { useQuery } from "@tanstack/react-query";
import type { Comparison } from "#lib/comparisons/list.ts";

const whileRunningMs = 3_000;

async function read(organization: string): Promise<Comparison | null> {
  const answer = await fetch(`/o/${organization}/streams/comparison`);
  if (!answer.ok) throw new Error(`The comparison could not be read: ${answer.status}.`);
  return (await answer.json()) as Comparison | null;
}

/** The newest comparison, read again while it runs; reload() once another was asked for. */
export function useComparison(organization: string, initial: Comparison | null) {
  const { data, refetch } = useQuery({
    queryKey: ["comparison", organization],
    queryFn: () => read(organization),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.progress ? whileRunningMs : false),
  });
  return { comparison: data, reload: () => void refetch() };
}
