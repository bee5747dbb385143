import type { Metadata } from "next";
import { Suspense } from "react";
import Link from "next/link";
import { BlockSkeleton } from "#components/block-skeleton.tsx";
import { OpenChanges } from "#components/directory/open-changes.tsx";
import { RecentChanges } from "#components/directory/recent-changes.tsx";
import { UsageCard } from "#components/directory/usage-card.tsx";
import { CopyableCode } from "#components/copyable-code.tsx";
import { Freshness } from "#components/freshness.tsx";
import { Messages } from "#components/messages.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { titled } from "#components/titled.ts";
import { Timely } from "#components/timely.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { decodeSegment } from "#lib/decode-segment.ts";
import { DomainError } from "#lib/errors.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { getProject, isArchived, nameOfProject } from "#lib/projects/get.ts";
import { loadMemberPage } from "#lib/projects/link.ts";
import { ProjectActions } from "./project-actions.tsx";
import { ProjectCosts } from "./project-costs.tsx";
import { ProjectKeys } from "./project-keys.tsx";
import { ProjectMembers } from "./project-members.tsx";
import { ProjectServiceAccounts } from "./project-service-accounts.tsx";

type Props = PageProps<"/o/[organization]/projects/[project]">;

/** The project that the address names, or DomainError "not_found": ids come percent-encoded, slashes and all. */
async function findProject({ params }: Pick<Props, "params">) {
  const { organization, project: encoded } = await params;
  const actor = await requireActor(organization);
  authorize(actor, "projects.read");
  const id = decodeSegment(encoded);
  const project = id === null ? null : await getProject(actor, id);
  if (project === null) throw new DomainError("not_found", "notFound");
  return { actor, project };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return titled(findProject(props).then(({ project }) => nameOfProject(project)));
}

export default pageOrNotice(async function ProjectPage(props: Props) {
  const [{ actor, project }, link, t] = await Promise.all([
    findProject(props),
    loadMemberPage(props.searchParams),
    getTranslations("projects"),
  ]);
  const format = await getFormat(actor.organization.timeZone);
  const isActive = !isArchived(project) && project.deletedAt === null;
  const shared = { actor, project, isActive };
  const endedAt = project.archivedAt ?? project.deletedAt;

  return (
    <Messages namespaces={["projects"]}>
      <Page>
        <PageHeader
          back={<Link href={`/o/${actor.organization.slug}/projects`}>{t("title")}</Link>}
          title={nameOfProject(project)}
          description={<CopyableCode text={project.id} label={t("copyId")} />}
          status={<Freshness actor={actor} kinds={["projects", "project_members", "api_keys"]} />}
          actions={isActive && <ProjectActions actor={actor} project={project} />}
        />
        <Suspense>
          <OpenChanges actor={actor} target={{ kind: "project", id: project.id }} />
        </Suspense>
        {!isActive && (
          <Alert title={endedAt ? t("archivedOn", { on: format.date(endedAt) }) : t("archived")}>
            {t("archivedBody")}
          </Alert>
        )}
        <div className="grid gap-4 lg:grid-cols-2 [&>*]:h-full">
          {can(actor, "costs.read") && (
            <Suspense fallback={<BlockSkeleton className="h-36" />}>
              <Timely card part={() => ProjectCosts({ actor, project })} />
            </Suspense>
          )}
          <Suspense fallback={<BlockSkeleton className="h-36" />}>
            <Timely card part={() => UsageCard({ actor, dimension: "project", id: project.id })} />
          </Suspense>
        </div>
        {can(actor, "members.read") && (
          <Suspense key={JSON.stringify(link)} fallback={<TableSkeleton />}>
            <Timely part={() => ProjectMembers({ ...shared, link })} />
          </Suspense>
        )}
        <Suspense fallback={<TableSkeleton rows={3} />}>
          <Timely card part={() => ProjectServiceAccounts({ actor, project })} />
        </Suspense>
        {can(actor, "keys.read") && (
          <Suspense fallback={<TableSkeleton />}>
            <Timely card part={() => ProjectKeys({ actor, project })} />
          </Suspense>
        )}
        {can(actor, "trail.read") && (
          <Suspense fallback={<BlockSkeleton />}>
            <Timely card part={() => RecentChanges({ actor, target: { kind: "project", id: project.id } })} />
          </Suspense>
        )}
      </Page>
    </Messages>
  );
});
