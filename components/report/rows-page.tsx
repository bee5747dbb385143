import type { ReactNode } from "react";
import { Suspense } from "react";
import { BlockSkeleton } from "#components/block-skeleton.tsx";
import { Freshness } from "#components/freshness.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { CsvButton } from "#components/report/csv-button.tsx";
import { KeptNotice } from "#components/report/kept-notice.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import type { DayRange } from "#lib/usage/days.ts";

type RowsPageProps = {
  actor: Actor;
  back: ReactNode;
  title: string;
  lead: string;
  facts: "usage" | "costs";
  kinds: StreamKind[];
  csv: string;
  /** The question and the state of the address: another one is another sum, or another list. */
  query: { range: DayRange };
  link: object;
  sum: () => Promise<ReactNode>;
  rows: () => Promise<ReactNode>;
};

/** The rows behind a figure: what they add up to, and below it the days or the rows themselves. */
export function RowsPage({
  actor,
  back,
  title,
  lead,
  facts,
  kinds,
  csv,
  query,
  link,
  sum,
  rows,
}: RowsPageProps) {
  return (
    <Page>
      <PageHeader
        back={back}
        title={title}
        description={lead}
        status={<Freshness actor={actor} kinds={kinds} />}
        actions={<CsvButton href={csv} />}
      />
      <Suspense key={`kept ${JSON.stringify(query)}`}>
        <KeptNotice actor={actor} facts={facts} from={[query.range.fromOn]} />
      </Suspense>
      <Suspense key={`sum ${JSON.stringify(query)}`} fallback={<BlockSkeleton className="h-28" />}>
        <Timely part={sum} />
      </Suspense>
      <Card flush>
        <Suspense key={JSON.stringify(link)} fallback={<TableSkeleton />}>
          <Timely part={rows} />
        </Suspense>
      </Card>
    </Page>
  );
}
