import { Suspense } from "react";
import { Messages } from "#components/messages.tsx";
import { FreshnessBadge } from "#components/streams/freshness-badge.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { asOf } from "#lib/streams/as-of.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

type FreshnessProps = { actor: Actor; kinds: readonly StreamKind[] };

async function Badge({ actor, kinds }: FreshnessProps) {
  const [initial, t] = await Promise.all([asOf(actor, kinds), getTranslations("streams")]);
  const { slug, timeZone } = actor.organization;
  return (
    <Messages namespaces={["streams"]} timeZone={timeZone}>
      <FreshnessBadge
        organization={slug}
        kinds={[...kinds]}
        initial={initial}
        maySync={can(actor, "streams.sync")}
      />
      {initial.asOf === null && <p className="text-muted-foreground mt-1.5 text-xs">{t("firstRead")}</p>}
    </Messages>
  );
}

/** How fresh what a page shows is, for its header: a badge that opens to the streams behind the page and "Sync now". */
export function Freshness(props: FreshnessProps) {
  return (
    <Suspense fallback={<Skeleton className="h-6 w-44" />}>
      <Badge {...props} />
    </Suspense>
  );
}
