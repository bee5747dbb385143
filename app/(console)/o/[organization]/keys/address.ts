export function keyAddress(organization: string, projectId: string, keyId: string) {
  return `/o/${organization}/keys/${encodeURIComponent(projectId)}/${encodeURIComponent(keyId)}` as const;
}
