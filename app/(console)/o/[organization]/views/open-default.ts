import { redirect } from "next/navigation";
import type { Actor } from "#lib/auth/actor.ts";
import { findDefaultView } from "#lib/views/find-default.ts";
import type { ViewPageName } from "#lib/views/pages.ts";
import { viewPages } from "#lib/views/pages.ts";

type Params = Record<string, string | string[] | undefined>;

/** Leads to a person's default view where the address asks for nothing; ?view=none asks for the page as it is. */
export async function openDefault(actor: Actor, page: ViewPageName, params: Promise<Params>): Promise<void> {
  if (Object.keys(await params).length > 0) return;
  const view = await findDefaultView(actor, page);
  if (!view) return;
  const query = new URLSearchParams(view.query);
  query.set("view", view.id);
  redirect(`/o/${actor.organization.slug}/${viewPages[page].path}?${query.toString()}`);
}
