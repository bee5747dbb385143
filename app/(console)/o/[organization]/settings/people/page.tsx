import type { Metadata } from "next";
import { Suspense } from "react";
import { allow } from "#components/allow.ts";
import { CsvLink } from "#components/directory/csv-link.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor, requirePerson } from "#lib/action.ts";
import { can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { CreateGrantDialog } from "./create-grant-dialog.tsx";
import { GrantTable } from "./grant-table.tsx";
import { PermissionMatrix } from "./permission-matrix.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("people.title") };
}

export default async function PeoplePage(props: PageProps<"/o/[organization]/settings/people">) {
  const { organization } = await props.params;
  const [person, actor, t] = await Promise.all([
    requirePerson(),
    requireActor(organization),
    getTranslations("settings"),
  ]);
  allow(actor, "grants.read");
  const isConsoleOwner = person.consoleRole === "owner";

  return (
    <>
      <Card
        flush
        title={t("people.title")}
        description={t("people.lead")}
        actions={
          <>
            <CsvLink organization={organization} path="download/grants" />
            {can(actor, "grants.create") && (
              <CreateGrantDialog organization={organization} mayGrantEverywhere={isConsoleOwner} />
            )}
          </>
        }
      >
        <Suspense fallback={<TableSkeleton rows={4} />}>
          <GrantTable actor={actor} isConsoleOwner={isConsoleOwner} />
        </Suspense>
      </Card>
      <Card flush title={t("matrix.title")} description={t("matrix.lead")}>
        <PermissionMatrix />
      </Card>
    </>
  );
}
