import type { Metadata } from "next";
import { Suspense } from "react";
import { allow } from "#components/allow.ts";
import { CsvLink } from "#components/directory/csv-link.tsx";
import { FilterBar } from "#components/filter-bar.tsx";
import { FilterCombobox } from "#components/filter-combobox.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { Freshness } from "#components/freshness.tsx";
import { Messages } from "#components/messages.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { SearchField } from "#components/search-field.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor } from "#lib/action.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { keyRisks } from "#lib/keys/key-risk.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import { listProjectNames } from "#lib/projects/list-names.ts";
import { KeyList } from "./key-list.tsx";
import { OwnerChip } from "./owner-chip.tsx";
import { RiskCards } from "./risk-cards.tsx";
import type { KeyLink } from "./search-params.ts";
import { loadKeyLink } from "./search-params.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keys");
  return { title: t("title") };
}

async function ProjectFilter({ actor }: { actor: Actor }) {
  const [projects, t] = await Promise.all([listProjectNames(actor), getTranslations("keys")]);
  const options = projects.map((project) => ({
    value: project.id,
    label: nameOfProject(project),
    hint: project.id,
  }));
  return <FilterCombobox name="project" label={t("project")} options={options} />;
}

async function Filters({ actor, link }: { actor: Actor; link: KeyLink }) {
  const t = await getTranslations("keys");
  return (
    <FilterBar>
      <SearchField label={t("search")} className="sm:w-80" />
      <Suspense>
        <ProjectFilter actor={actor} />
      </Suspense>
      <FilterSelect
        name="risk"
        label={t("risk")}
        options={[
          { value: "any", label: t("anyRisk") },
          ...keyRisks.map((risk) => ({ value: risk, label: t(`risks.${risk}`) })),
        ]}
      />
      {link.owner !== null && (
        <Suspense>
          <OwnerChip actor={actor} ownerId={link.owner} />
        </Suspense>
      )}
    </FilterBar>
  );
}

export default async function KeysPage(props: PageProps<"/o/[organization]/keys">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadKeyLink(props.searchParams),
    getTranslations("keys"),
  ]);
  allow(actor, "keys.read");

  return (
    <Messages namespaces={["keys"]}>
      <Page>
        <PageHeader
          title={t("title")}
          description={t("lead")}
          status={<Freshness actor={actor} kinds={["api_keys"]} />}
          actions={<CsvLink organization={organization} table="keys" />}
        />
        <Suspense>
          <RiskCards actor={actor} chosen={link.risk} />
        </Suspense>
        <Filters actor={actor} link={link} />
        <Card flush>
          <Suspense key={JSON.stringify(link)} fallback={<TableSkeleton />}>
            <KeyList actor={actor} link={link} />
          </Suspense>
        </Card>
      </Page>
    </Messages>
  );
}
