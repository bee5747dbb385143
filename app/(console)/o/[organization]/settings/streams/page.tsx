import type { Metadata } from "next";
import { CsvButton } from "#components/report/csv-button.tsx";
import { ComparisonCard } from "#components/streams/comparison-card.tsx";
import { StreamCard } from "#components/streams/stream-card.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { latestComparison } from "#lib/comparisons/list.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { asOf } from "#lib/streams/as-of.ts";
import { streamKinds } from "#lib/sync/kinds.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("streams");
  return { title: t("title") };
}

export default pageOrNotice(async function StreamsPage(
  props: PageProps<"/o/[organization]/settings/streams">,
) {
  const { organization } = await props.params;
  const actor = await requireActor(organization);
  authorize(actor, "streams.read");
  const [initial, comparison, t] = await Promise.all([
    asOf(actor, streamKinds),
    latestComparison(actor),
    getTranslations("streams"),
  ]);
  const maySync = can(actor, "streams.sync");
  return (
    <div className="grid gap-4">
      <StreamCard
        organization={organization}
        initial={initial}
        maySync={maySync}
        mayPause={can(actor, "streams.pause")}
        actions={
          <>
            <CsvButton
              size="sm"
              href={`/o/${organization}/download/blind-periods`}
              label={t("blind.download")}
            />
            <CsvButton size="sm" href={`/o/${organization}/download/streams`} />
          </>
        }
      />
      <ComparisonCard organization={organization} initial={comparison} mayCompare={maySync} />
    </div>
  );
}, "part");
