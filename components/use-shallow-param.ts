"use client";
import { useSearchParams } from "next/navigation";
import { changeParams } from "#components/change-url.ts";

/** One parameter of the address that the browser alone reads: changing it asks the server for nothing. */
export function useShallowParam(name: string): [string | null, (value: string | null) => void] {
  const value = useSearchParams().get(name);
  const change = (next: string | null) => {
    const query = changeParams(location.search, { [name]: next });
    // Next keeps what it knows of the address in step with this.
    history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
  };
  return [value, change];
}
