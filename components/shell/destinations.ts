import type { LucideIcon } from "lucide-react";
import {
  ChartColumn,
  CircleDollarSign,
  FileDown,
  FolderKanban,
  KeyRound,
  LayoutDashboard,
  ScrollText,
  Settings,
  Users,
} from "lucide-react";

export type DestinationKey =
  "overview" | "usage" | "costs" | "members" | "projects" | "keys" | "audit" | "exports" | "settings";

type Section = "monitor" | "directory" | "governance";
type Destination = { path: string; section: Section; Icon: LucideIcon };

export const destinations = {
  overview: { path: "", section: "monitor", Icon: LayoutDashboard },
  usage: { path: "/usage", section: "monitor", Icon: ChartColumn },
  costs: { path: "/costs", section: "monitor", Icon: CircleDollarSign },
  members: { path: "/members", section: "directory", Icon: Users },
  projects: { path: "/projects", section: "directory", Icon: FolderKanban },
  keys: { path: "/keys", section: "directory", Icon: KeyRound },
  audit: { path: "/audit", section: "governance", Icon: ScrollText },
  exports: { path: "/exports", section: "governance", Icon: FileDown },
  settings: { path: "/settings", section: "governance", Icon: Settings },
} as const satisfies Record<DestinationKey, Destination>;
