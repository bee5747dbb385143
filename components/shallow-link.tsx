"use client";
import type { ComponentProps } from "react";
import { useSearchParams } from "next/navigation";
import { changeParams } from "#components/change-url.ts";

type ShallowLinkProps = Omit<ComponentProps<"a">, "href" | "onClick"> & {
  /** The parameter of the address that it sets, */ name: string;
  /** and to what. */ value: string;
  onOpen: (value: string) => void;
};

/**
 * A real link to this page with one more parameter, which the browser alone reads: pressed before the page is
 * hydrated, or opened in a tab of its own, it leads there; otherwise it opens without asking the server.
 */
export function ShallowLink({ name, value, onOpen, ...props }: ShallowLinkProps) {
  const query = changeParams(useSearchParams().toString(), { [name]: value });
  return (
    <a
      {...props}
      href={`?${query}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onOpen(value);
      }}
    />
  );
}
