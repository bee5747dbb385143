import Link from "next/link";
import { NoRows } from "#components/directory/no-rows.tsx";
import { KeysetPager } from "#components/keyset-pager.tsx";
import { SortHead } from "#components/sort-head.tsx";
import { Badge } from "#components/ui/badge.tsx";
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
import { isArchived, nameOfProject } from "#lib/projects/get.ts";
import type { ProjectRow } from "#lib/projects/list.ts";
import { countProjects, listProjects } from "#lib/projects/list.ts";
import { filtersOf, loadProjectLink } from "#lib/projects/link.ts";
import type { ProjectLink } from "#lib/projects/link.ts";
import { costAddress } from "../costs/address.ts";

function ProjectLine({ actor, project }: { actor: Actor; project: ProjectRow }) {
  const [t, format] = [translationsHere("projects"), formatHere(actor.organization.timeZone)];
  const { slug } = actor.organization;
  return (
    <TableRow>
      <RowHead>
        <Link
          className="font-medium underline-offset-4 hover:underline"
          href={`/o/${slug}/projects/${encodeURIComponent(project.id)}`}
        >
          {nameOfProject(project)}
        </Link>
        {isArchived(project) && (
          <Badge tone="outline" className="ml-2">
            {t("archived")}
          </Badge>
        )}
        <code className="text-muted-foreground block text-xs">{project.id}</code>
      </RowHead>
      {project.memberCount !== null && <TableCell numeric>{format.number(project.memberCount)}</TableCell>}
      <TableCell numeric>{format.number(project.serviceAccountCount)}</TableCell>
      {project.keyCount !== null && (
        <TableCell numeric>
          <Link
            href={`/o/${slug}/keys?project=${encodeURIComponent(project.id)}`}
            prefetch={false}
            className="underline-offset-4 hover:underline"
          >
            {format.number(project.keyCount)}
          </Link>
        </TableCell>
      )}
      {project.costThisMonth !== null && (
        <TableCell numeric>
          <Link
            href={costAddress(slug, { range: "month", project: [project.id], by: "lineItem" })}
            prefetch={false}
            title={format.moneyExact(project.costThisMonth)}
            className="underline-offset-4 hover:underline"
          >
            {format.money(project.costThisMonth)}
          </Link>
        </TableCell>
      )}
      <TableCell className="whitespace-nowrap">
        {project.createdAt ? format.date(project.createdAt) : "—"}
      </TableCell>
    </TableRow>
  );
}

export async function ProjectTable({ actor, link }: { actor: Actor; link: ProjectLink }) {
  const filters = filtersOf(link);
  const order = { sort: link.sort, descending: link.dir === "desc" };
  const [page, total, t] = await Promise.all([
    listProjects(actor, filters, order, link),
    countProjects(actor, filters),
    getTranslations("projects"),
  ]);
  if (page.rows.length === 0)
    return (
      <NoRows
        title={t("empty")}
        advice={t("emptyBody")}
        filters={filters}
        unfiltered={filtersOf(loadProjectLink({}))}
      />
    );

  return (
    <>
      <Table label={t("title")}>
        <TableHeader>
          <TableRow>
            <SortHead sort="name" label={t("name")} current={order} />
            {can(actor, "members.read") && <TableHead numeric>{t("members")}</TableHead>}
            <TableHead numeric>{t("serviceAccounts")}</TableHead>
            {can(actor, "keys.read") && <TableHead numeric>{t("keys")}</TableHead>}
            {can(actor, "costs.read") && <TableHead numeric>{t("costThisMonth")}</TableHead>}
            <SortHead sort="created" label={t("createdOn")} current={order} descendingFirst />
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.rows.map((project) => (
            <ProjectLine key={project.id} actor={actor} project={project} />
          ))}
        </TableBody>
      </Table>
      <KeysetPager
        previous={page.previous}
        next={page.next}
        summary={
          total.isCapped ? t("countCapped", { count: total.count }) : t("count", { count: total.count })
        }
      />
    </>
  );
}
