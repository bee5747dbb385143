"use client";
import { useUrlParams } from "#components/use-url-params.ts";

/**
 * One parameter of the address, rendered anew by the server when it changes. Changing it leaves the keyset page,
 * whose cursors belong to the list as it was.
 */
export function useUrlParam(name: string) {
  const { params, change, pending } = useUrlParams();
  return {
    value: params.get(name) ?? "",
    change: (value: string | null) =>
      change({ [name]: value === "" ? null : value, before: null, after: null }),
    pending,
  };
}
