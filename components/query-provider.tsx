"use client";
import type { ReactNode } from "react";
import { useState } from "react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";

let shared: QueryClient | undefined;

function makeClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 1 } } });
}

/** One cache for a browser; on the server one for each request, which belongs to one person. */
function findClient(): QueryClient {
  return typeof window === "undefined" ? makeClient() : (shared ??= makeClient());
}

/** The cache of what lives in the browser, around the parts that are loaded when first used. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(findClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
