import { headers } from "next/headers";

/** The query of this request's page, without these parameters: for links that change a part of it. */
export async function askedQuery(without: readonly string[]): Promise<Record<string, string>> {
  const asked = (await headers()).get("x-asked-path") ?? "/";
  const query = [...new URL(asked, "http://page").searchParams];
  // The framework's own parameter, on a page that is fetched by a script.
  return Object.fromEntries(query.filter(([name]) => name !== "_rsc" && !without.includes(name)));
}
