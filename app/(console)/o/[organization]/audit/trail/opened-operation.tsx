"use client";
import { useShallowParam } from "#components/use-shallow-param.ts";
import { operationSheet } from "./operation-later.ts";

/** The operation that the address names, beside the list; its part of the page is fetched when there is one. */
export function OpenedOperation({ organization }: { organization: string }) {
  const [operation, open] = useShallowParam("operation");
  const part = operationSheet.usePart(operation !== null);
  if (!part) return null;
  return <part.OperationSheet organization={organization} operation={operation} onClose={() => open(null)} />;
}
