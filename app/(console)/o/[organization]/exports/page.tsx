import type { Metadata } from "next";
import { KeysetPager } from "#components/keyset-pager.tsx";
import { Messages } from "#components/messages.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { requireActor } from "#lib/action.ts";
import { filterToParams, parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { listLongWork } from "#lib/exports/list-long-work.ts";
import { setNames } from "#lib/exports/set-names.ts";
import { dataSets } from "#lib/exports/sets.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import { ExportList } from "./export-list.tsx";
import type { Offer } from "./new-export-dialog.tsx";
import { NewExportDialog } from "./new-export-dialog.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("exports");
  return { title: t("title") };
}

/** The filter that the audit log hands over as ?audit=…, if it is one; null where none was handed over. */
function handedOver(given: string | string[] | undefined): string | null {
  if (typeof given !== "string") return null;
  try {
    return filterToParams(parseAuditFilter(new URLSearchParams(given))).toString();
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

function text(given: string | string[] | undefined): string | null {
  return typeof given === "string" ? given : null;
}

function offerTo(actor: Actor, audit: string | null): Offer {
  const allowed = setNames.filter((set) => dataSets[set].needs.every((permission) => can(actor, permission)));
  const isOpen = audit !== null && allowed.includes("audit_events");
  return { allowed, kinds: [...usageKindNames], audit: audit ?? "", isOpen };
}

export default pageOrNotice(async function ExportsPage(props: PageProps<"/o/[organization]/exports">) {
  const [{ organization }, { audit, ...asked }] = await Promise.all([props.params, props.searchParams]);
  const [actor, t] = await Promise.all([requireActor(organization), getTranslations("exports")]);
  authorize(actor, "exports.read");
  const place = { after: text(asked["after"]), before: text(asked["before"]) };
  const initial = await listLongWork(actor, place);
  return (
    <Messages namespaces={["exports", "streams"]}>
      <Page>
        <PageHeader
          title={t("title")}
          description={t("lead", { days: env().METSUKE_EXPORTS_DAYS })}
          actions={<NewExportDialog organization={organization} offer={offerTo(actor, handedOver(audit))} />}
        />
        <ExportList key={JSON.stringify(place)} organization={organization} initial={initial} place={place}>
          <KeysetPager previous={initial.previous} next={initial.next} />
        </ExportList>
      </Page>
    </Messages>
  );
});
