"use client";
import { createContext, use } from "react";
import type { DestinationKey } from "#components/shell/destinations.ts";
import type { Role } from "#lib/generated/prisma/enums.ts";

export type ShellOrganization = { slug: string; name: string };

export type Shell = {
  email: string;
  role: Role;
  current: ShellOrganization;
  organizations: ShellOrganization[];
  destinations: DestinationKey[];
  mayConnect: boolean;
};

const Context = createContext<Shell | null>(null);

export const ShellProvider = Context.Provider;

/** Who is here, where, and where they may go; only inside an organization's layout. */
export function useShell(): Shell {
  const shell = use(Context);
  if (!shell) throw new Error("useShell is for the inside of an organization's layout.");
  return shell;
}
