"use client";
import type { ReactNode } from "react";
import { ShallowLink } from "#components/shallow-link.tsx";
import { useShallowParam } from "#components/use-shallow-param.ts";
import { operationSheet } from "./operation-later.ts";

export function OpenOperation({ operation, children }: { operation: string; children: ReactNode }) {
  const [, open] = useShallowParam("operation");
  return (
    <ShallowLink
      name="operation"
      value={operation}
      className="text-left font-medium underline-offset-4 hover:underline"
      onPointerEnter={operationSheet.prepare}
      onFocus={operationSheet.prepare}
      onOpen={open}
    >
      {children}
    </ShallowLink>
  );
}
