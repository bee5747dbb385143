"use client";
import type { ReactNode } from "react";
import { parseAsString, useQueryState } from "nuqs";

/** The words of a row that open its operation beside the list. */
export function OpenOperation({ operation, children }: { operation: string; children: ReactNode }) {
  const [, open] = useQueryState("operation", parseAsString);
  return (
    <button
      type="button"
      className="text-left font-medium underline-offset-4 hover:underline"
      onClick={() => void open(operation)}
    >
      {children}
    </button>
  );
}
