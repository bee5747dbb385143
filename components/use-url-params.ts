"use client";
import { useEffect, useOptimistic, useTransition } from "react";
import type { Route } from "next";
import { useRouter, useSearchParams } from "next/navigation";
import type { ParamChanges } from "#components/change-url.ts";
import { changeParams } from "#components/change-url.ts";

/** What the address will say once the changes under way have arrived: a quick second one builds on the first. */
let wanted: string | null = null;

/**
 * The parameters of the address, shown at once as they will be when the server has rendered the page for them.
 * A change replaces the entry of the history.
 */
export function useUrlParams() {
  const router = useRouter();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();
  const [shown, show] = useOptimistic(params.toString());
  useEffect(() => {
    wanted = null;
  }, [params]);
  const change = (changes: ParamChanges) => {
    const query = changeParams(wanted ?? location.search, changes);
    if (query === (wanted ?? changeParams(location.search, {}))) return;
    wanted = query;
    startTransition(() => {
      show(query);
      // Where somebody is, there is a page.
      router.replace(query === "" ? (location.pathname as Route) : `?${query}`, { scroll: false });
    });
  };
  return { params: new URLSearchParams(shown), change, pending };
}
