import type { Metadata } from "next";
import { Suspense } from "react";
import { BlockSkeleton } from "#components/block-skeleton.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { Freshness } from "#components/freshness.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { Timely } from "#components/timely.tsx";
import { requireActor } from "#lib/action.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { spendComparisons } from "#lib/overview/spend-before.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { ActiveCard } from "./overview/active-card.tsx";
import { EventsCard } from "./overview/events-card.tsx";
import { ForecastCard, SpendCard } from "./overview/spend-cards.tsx";
import { KeysCard } from "./overview/keys-card.tsx";
import { LeadersCard } from "./overview/leaders-card.tsx";
import { TrendCard } from "./overview/trend-card.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("overview");
  return { title: t("title") };
}

const streamsOf: [StreamKind, Permission][] = [
  ["members", "members.read"],
  ["projects", "projects.read"],
  ["api_keys", "keys.read"],
  ["usage_completions", "usage.read"],
  ["costs", "costs.read"],
  ["audit_log", "audit.read"],
];

function streamsFor(actor: Actor): StreamKind[] {
  return streamsOf.filter(([, permission]) => can(actor, permission)).map(([kind]) => kind);
}

const figure = <BlockSkeleton className="h-28" />;
const list = <BlockSkeleton className="h-72" />;

async function ComparisonChoice() {
  const [t, common] = await Promise.all([getTranslations("overview"), getTranslations("common")]);
  return (
    <FilterSelect
      name="compare"
      label={common("report.compare")}
      allLabel={null}
      defaultValue="previous"
      options={spendComparisons.map((value) => ({ value, label: t(`comparisons.${value}`) }))}
    />
  );
}

export default async function OverviewPage(props: PageProps<"/o/[organization]">) {
  const [{ organization }, { compare }] = await Promise.all([props.params, props.searchParams]);
  const [actor, t] = await Promise.all([requireActor(organization), getTranslations("overview")]);
  const comparison = spendComparisons.find((known) => known === compare) ?? "previous";
  const seesCosts = can(actor, "costs.read");

  return (
    <Page>
      <PageHeader
        title={t("heading", { organization: actor.organization.name })}
        status={<Freshness actor={actor} kinds={streamsFor(actor)} />}
        actions={seesCosts && <ComparisonChoice />}
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-[repeat(auto-fit,minmax(14rem,1fr))]">
        {seesCosts && (
          <Suspense fallback={figure}>
            <Timely card part={() => SpendCard({ actor, comparison })} />
          </Suspense>
        )}
        {seesCosts && (
          <Suspense fallback={figure}>
            <Timely card part={() => ForecastCard({ actor })} />
          </Suspense>
        )}
        {can(actor, "members.read") && (
          <Suspense fallback={figure}>
            <Timely card part={() => ActiveCard({ actor })} />
          </Suspense>
        )}
        {can(actor, "keys.read") && (
          <Suspense fallback={figure}>
            <Timely card part={() => KeysCard({ actor })} />
          </Suspense>
        )}
      </div>
      <Suspense fallback={<BlockSkeleton className="h-56" />}>
        <Timely card part={() => TrendCard({ actor })} />
      </Suspense>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Suspense fallback={list}>
          <Timely card part={() => LeadersCard({ actor, of: "projects" })} />
        </Suspense>
        <Suspense fallback={list}>
          <Timely card part={() => LeadersCard({ actor, of: "models" })} />
        </Suspense>
      </div>
      {can(actor, "audit.read") && (
        <Suspense fallback={list}>
          <Timely card part={() => EventsCard({ actor })} />
        </Suspense>
      )}
    </Page>
  );
}
