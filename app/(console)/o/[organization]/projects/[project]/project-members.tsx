import Link from "next/link";
import { KeysetPager } from "#components/keyset-pager.tsx";
import { CsvButton } from "#components/report/csv-button.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import {
  RowHead,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { formatHere, getTranslations, translationsHere } from "#lib/i18n/server.ts";
import type { PageRequest } from "#lib/keyset/keyset.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import type { ProjectMemberRow } from "#lib/projects/list-members.ts";
import { listProjectMembers } from "#lib/projects/list-members.ts";
import { RoleBadge } from "../../members/role-badge.tsx";
import { AddMemberDialog } from "./add-member-dialog.tsx";
import { MemberMenu } from "./member-menu.tsx";

type Project = { id: string; name: string | null };
type LineProps = { actor: Actor; project: Project; isActive: boolean; row: ProjectMemberRow };

function MemberLine({ actor, project, isActive, row }: LineProps) {
  const [t, format] = [translationsHere("projects"), formatHere(actor.organization.timeZone)];
  const name = nameOfMember({ ...row, id: row.memberId });
  const { slug } = actor.organization;
  const mayChange = isActive && !row.isOrganizationOwner;
  return (
    <TableRow>
      <RowHead className="min-w-32">
        <Link
          className="font-medium underline-offset-4 hover:underline"
          href={`/o/${slug}/members/${encodeURIComponent(row.memberId)}`}
        >
          {name}
        </Link>
      </RowHead>
      <TableCell className="text-muted-foreground">{row.email ?? "—"}</TableCell>
      <TableCell>
        <span className="flex flex-wrap items-center gap-1.5">
          <RoleBadge role={row.role} />
          {row.isOrganizationOwner && <Badge tone="outline">{t("organizationOwner")}</Badge>}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap">{row.addedAt ? format.date(row.addedAt) : "—"}</TableCell>
      <TableCell className="text-right">
        {mayChange && (can(actor, "projects.addMember") || can(actor, "projects.removeMember")) && (
          <MemberMenu
            organization={slug}
            project={{ id: project.id, name: nameOfProject(project) }}
            member={{ id: row.memberId, name, role: row.role }}
            mayUpdate={can(actor, "projects.addMember")}
            mayRemove={can(actor, "projects.removeMember")}
          />
        )}
      </TableCell>
    </TableRow>
  );
}

type ProjectMembersProps = { actor: Actor; project: Project; isActive: boolean; link: PageRequest };

/** The members of a project, a page at a time, and what may be done to them. */
export async function ProjectMembers({ actor, project, isActive, link }: ProjectMembersProps) {
  const [page, t, common] = await Promise.all([
    listProjectMembers(actor, project.id, link),
    getTranslations("projects"),
    getTranslations("common"),
  ]);
  const add = isActive && can(actor, "projects.addMember") && (
    <AddMemberDialog organization={actor.organization.slug} projectId={project.id} />
  );
  if (page.rows.length === 0)
    return (
      <Card title={t("members")} actions={add}>
        <p className="text-muted-foreground text-sm">{t("noMembers")}</p>
      </Card>
    );
  return (
    <Card
      title={t("members")}
      actions={
        <>
          <CsvButton
            size="sm"
            href={`/o/${actor.organization.slug}/download/project-members?project=${encodeURIComponent(project.id)}`}
          />
          {add}
        </>
      }
      flush
    >
      <Table label={t("members")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("name")}</TableHead>
            <TableHead>{t("email")}</TableHead>
            <TableHead>{t("role")}</TableHead>
            <TableHead>{t("addedOn")}</TableHead>
            <TableHead>
              <span className="sr-only">{common("actions")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.rows.map((row) => (
            <MemberLine key={row.memberId} actor={actor} project={project} isActive={isActive} row={row} />
          ))}
        </TableBody>
      </Table>
      <KeysetPager previous={page.previous} next={page.next} />
    </Card>
  );
}
