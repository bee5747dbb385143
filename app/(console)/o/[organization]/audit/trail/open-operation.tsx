"use client";
import type { ReactNode } from "react";
import { useShallowParam } from "#components/use-shallow-param.ts";
import { operationSheet } from "./operation-later.ts";

/** The words of a row that open its operation beside the list. */
export function OpenOperation({ operation, children }: { operation: string; children: ReactNode }) {
  const [, open] = useShallowParam("operation");
  return (
    <button
      type="button"
      className="text-left font-medium underline-offset-4 hover:underline"
      onPointerEnter={operationSheet.prepare}
      onFocus={operationSheet.prepare}
      onClick={() => open(operation)}
    >
      {children}
    </button>
  );
}
