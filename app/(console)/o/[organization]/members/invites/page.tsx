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
import { SearchField } from "#components/search-field.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { inviteStatuses } from "#lib/invites/list.ts";
import { InviteMemberDialog } from "../invite-member-dialog.tsx";
import { MemberTabs } from "../member-tabs.tsx";
import { loadInviteLink } from "#lib/members/link.ts";
import { openDefault } from "../../views/open-default.ts";
import { Views } from "../../views/views.tsx";
import { InviteTable } from "./invite-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members");
  return { title: t("invites") };
}

export default pageOrNotice(async function InvitesPage(
  props: PageProps<"/o/[organization]/members/invites">,
) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadInviteLink(props.searchParams),
    getTranslations("members"),
  ]);
  authorize(actor, "members.read");
  await openDefault(actor, "invites", props.searchParams);

  return (
    <Messages namespaces={["members"]}>
      <Page>
        <PageHeader
          title={t("invites")}
          description={t("invitesLead")}
          status={<Freshness actor={actor} kinds={["invites"]} />}
          actions={
            <>
              <Views actor={actor} page="invites" />
              <CsvLink organization={organization} path="download/invites" />
              {can(actor, "members.invite") && <InviteMemberDialog organization={organization} />}
            </>
          }
        />
        <MemberTabs organization={organization} />
        <FilterBar>
          <SearchField label={t("searchInvites")} />
          <FilterSelect
            name="status"
            label={t("status")}
            options={inviteStatuses.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
          />
        </FilterBar>
        <Card flush>
          <Suspense key={JSON.stringify(link)} fallback={<TableSkeleton />}>
            <Timely part={() => InviteTable({ actor, link })} />
          </Suspense>
        </Card>
      </Page>
    </Messages>
  );
});
