import Link from "next/link";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { listKeys } from "#lib/keys/list.ts";
import { KeyTable } from "../../keys/key-table.tsx";

/** The latest used API keys of a project; the key page has all of them. */
export async function ProjectKeys({ actor, project }: { actor: Actor; project: { id: string } }) {
  const filters = { search: "", projectId: project.id, ownerId: null, risk: null };
  const start = { after: null, before: null };
  const [page, t] = await Promise.all([
    listKeys(actor, filters, { sort: "used", descending: true }, start),
    getTranslations("projects"),
  ]);
  if (page.rows.length === 0)
    return (
      <Card title={t("keys")}>
        <p className="text-muted-foreground text-sm">{t("noKeys")}</p>
      </Card>
    );
  return (
    <Card
      title={t("keys")}
      flush
      actions={
        <Link
          className="text-primary text-xs underline-offset-4 hover:underline"
          href={`/o/${actor.organization.slug}/keys?project=${encodeURIComponent(project.id)}`}
        >
          {t("seeKeys")}
        </Link>
      }
    >
      <KeyTable actor={actor} keys={page.rows} without="project" />
    </Card>
  );
}
