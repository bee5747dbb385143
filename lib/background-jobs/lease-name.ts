/** The name of the lease that whoever is at a background job holds. */
export function leaseName(id: string): string {
  return `background-job:${id}`;
}
