import Link from "next/link";
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
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { listMemberGroups } from "#lib/members/list-groups.ts";
import { listMemberProjects } from "#lib/members/list-projects.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import { RoleBadge } from "../role-badge.tsx";

type BlockProps = { actor: Actor; member: { id: string } };

/** The projects that a member is in, archived ones last. */
export async function MemberProjects({ actor, member }: BlockProps) {
  const [projects, t, format] = await Promise.all([
    listMemberProjects(actor, member.id),
    getTranslations("members"),
    getFormat(actor.organization.timeZone),
  ]);
  if (projects.length === 0)
    return (
      <Card title={t("projects")}>
        <p className="text-muted-foreground text-sm">{t("noProjects")}</p>
      </Card>
    );
  return (
    <Card title={t("projects")} flush>
      <Table label={t("projects")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("project")}</TableHead>
            <TableHead>{t("role")}</TableHead>
            <TableHead>{t("added")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {projects.map((project) => (
            <TableRow key={project.id}>
              <RowHead>
                <Link
                  className="font-medium underline-offset-4 hover:underline"
                  href={`/o/${actor.organization.slug}/projects/${encodeURIComponent(project.id)}`}
                >
                  {nameOfProject(project)}
                </Link>
                {project.archivedAt && (
                  <Badge tone="outline" className="ml-2">
                    {t("archived")}
                  </Badge>
                )}
              </RowHead>
              <TableCell>
                <RoleBadge role={project.role} />
              </TableCell>
              <TableCell>{project.addedAt ? format.date(project.addedAt) : "—"}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

export async function MemberGroups({ actor, member }: BlockProps) {
  const [groups, t] = await Promise.all([listMemberGroups(actor, member.id), getTranslations("members")]);
  return (
    <Card title={t("groups")}>
      {groups.length === 0 && <p className="text-muted-foreground text-sm">{t("noGroups")}</p>}
      <ul className="flex flex-wrap gap-1.5">
        {groups.map((group) => (
          <li key={group.id}>
            <Badge>
              {group.name}
              {group.isScimManaged && " · SCIM"}
            </Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
