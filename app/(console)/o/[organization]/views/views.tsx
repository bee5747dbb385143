import { Suspense } from "react";
import { Bookmark } from "lucide-react";
import { Messages } from "#components/messages.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { listViews } from "#lib/views/list.ts";
import type { ViewPageName } from "#lib/views/pages.ts";
import { viewPages } from "#lib/views/pages.ts";
import { ViewMenu } from "./view-menu.tsx";

type ViewsProps = { actor: Actor; page: ViewPageName };

async function Menu({ actor, page }: ViewsProps) {
  const views = await listViews(actor, page);
  return (
    <Messages namespaces={["views", "errors", "permissions"]}>
      <ViewMenu
        organization={actor.organization.slug}
        page={page}
        path={viewPages[page].path}
        views={views}
        mayShare={can(actor, "views.share")}
      />
    </Messages>
  );
}

/** As large as the menu's button, so that its neighbours stay where they are when it comes. */
async function StandIn() {
  const t = await getTranslations("views");
  return (
    <Button disabled aria-hidden>
      <Bookmark />
      {t("menu")}
    </Button>
  );
}

export function Views(props: ViewsProps) {
  return (
    <Suspense fallback={<StandIn />}>
      <Menu {...props} />
    </Suspense>
  );
}
