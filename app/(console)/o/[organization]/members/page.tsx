import type { Metadata } from "next";
import { Suspense } from "react";
import { CsvLink } from "#components/directory/csv-link.tsx";
import { FilterBar } from "#components/filter-bar.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { Freshness } from "#components/freshness.tsx";
import { Messages } from "#components/messages.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { labelGroups } from "#components/report/group-labels.ts";
import { OptionFilter } from "#components/report/option-filter.tsx";
import { SearchField } from "#components/search-field.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor } from "#lib/action.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { InviteMemberDialog } from "./invite-member-dialog.tsx";
import { MemberTable } from "./member-table.tsx";
import { MemberTabs } from "./member-tabs.tsx";
import { loadMemberLink } from "#lib/members/link.ts";
import { openDefault } from "../views/open-default.ts";
import { Views } from "../views/views.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members");
  return { title: t("title") };
}

async function ProjectFilter({ actor, project }: { actor: Actor; project: string | null }) {
  const chosen = project === null || project.includes("\0") ? [] : [project];
  const [labelOf, t] = await Promise.all([labelGroups(actor, "project", chosen), getTranslations("members")]);
  return (
    <OptionFilter
      organization={actor.organization.slug}
      of="project"
      single
      label={t("project")}
      named={chosen.map((id) => ({ value: id, label: labelOf(id).label }))}
    />
  );
}

async function Filters({ actor, project }: { actor: Actor; project: string | null }) {
  const t = await getTranslations("members");
  return (
    <FilterBar>
      <SearchField label={t("search")} />
      <FilterSelect
        name="role"
        label={t("role")}
        options={[
          { value: "owner", label: t("roles.owner") },
          { value: "reader", label: t("roles.reader") },
        ]}
      />
      <Suspense>
        <ProjectFilter actor={actor} project={project} />
      </Suspense>
      {can(actor, "keys.read") && (
        <FilterSelect
          name="keys"
          label={t("keys")}
          options={[
            { value: "yes", label: t("withKeys") },
            { value: "no", label: t("withoutKeys") },
          ]}
        />
      )}
      <FilterSelect
        name="who"
        label={t("who")}
        allLabel={null}
        defaultValue="current"
        options={[
          { value: "current", label: t("current") },
          { value: "removed", label: t("removed") },
        ]}
      />
    </FilterBar>
  );
}

export default pageOrNotice(async function MembersPage(props: PageProps<"/o/[organization]/members">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadMemberLink(props.searchParams),
    getTranslations("members"),
  ]);
  authorize(actor, "members.read");
  await openDefault(actor, "members", props.searchParams);

  return (
    <Messages namespaces={["members"]}>
      <Page>
        <PageHeader
          title={t("title")}
          description={t("lead")}
          status={<Freshness actor={actor} kinds={["members"]} />}
          actions={
            <>
              <Views actor={actor} page="members" />
              <CsvLink organization={organization} path="members/export" />
              {can(actor, "members.invite") && <InviteMemberDialog organization={organization} />}
            </>
          }
        />
        <MemberTabs organization={organization} />
        <Filters actor={actor} project={link.project} />
        <Card flush>
          <Suspense key={JSON.stringify(link)} fallback={<TableSkeleton />}>
            <Timely part={() => MemberTable({ actor, link })} />
          </Suspense>
        </Card>
      </Page>
    </Messages>
  );
});
