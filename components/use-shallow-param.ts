"use client";
import { useCallback, useSyncExternalStore } from "react";
import { useSearchParams } from "next/navigation";
import { changeParams } from "#components/change-url.ts";

const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/**
 * One parameter of the address that the browser alone reads: changing it asks the server for nothing, and shows at
 * once, as Next's own parameters follow in a transition that anything under way may hold up.
 */
export function useShallowParam(name: string): [string | null, (value: string | null) => void] {
  const known = useSearchParams().get(name);
  const value = useSyncExternalStore(
    listen,
    () => new URLSearchParams(location.search).get(name),
    () => known,
  );
  const change = useCallback(
    (next: string | null) => {
      const query = changeParams(location.search, { [name]: next });
      // Next keeps what it knows of the address in step with this.
      history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
      for (const listener of listeners) listener();
    },
    [name],
  );
  return [value, change];
}
