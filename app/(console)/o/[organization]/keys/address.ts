import type { Route } from "next";

export function keyAddress(organization: string, projectId: string, keyId: string): Route {
  return `/o/${organization}/keys/${encodeURIComponent(projectId)}/${encodeURIComponent(keyId)}` as Route;
}
