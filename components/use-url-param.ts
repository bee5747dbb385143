"use client";
import { useTransition } from "react";
import { parseAsString, useQueryStates } from "nuqs";

/**
 * One parameter of the address, rendered anew by the server when it changes. Changing it leaves the keyset page,
 * whose cursors belong to the list as it was.
 */
export function useUrlParam(name: string) {
  const [pending, startTransition] = useTransition();
  const [values, setValues] = useQueryStates(
    { [name]: parseAsString, before: parseAsString, after: parseAsString },
    { shallow: false, startTransition, history: "replace" },
  );
  const change = (value: string | null) =>
    void setValues({ [name]: value === "" ? null : value, before: null, after: null });
  return { value: values[name] ?? "", change, pending };
}
