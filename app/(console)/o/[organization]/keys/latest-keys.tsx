import Link from "next/link";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { everyKey, listKeys } from "#lib/keys/list.ts";
import { KeyTable } from "./key-table.tsx";

type LatestKeysProps = {
  actor: Actor;
  /** Whose keys: those of one owner or of one project. */
  by: "owner" | "project";
  id: string;
  words: { title: string; none: string; all: string };
};

/** The latest used API keys of a member or a project; the key page has all of them. */
export async function LatestKeys({ actor, by, id, words }: LatestKeysProps) {
  const isOwner = by === "owner";
  const filters = { ...everyKey, ...(isOwner ? { ownerId: id } : { projectId: id }) };
  const start = { after: null, before: null };
  const page = await listKeys(actor, filters, { sort: "used", descending: true }, start);
  if (page.rows.length === 0)
    return (
      <Card title={words.title}>
        <p className="text-muted-foreground text-sm">{words.none}</p>
      </Card>
    );
  return (
    <Card
      title={words.title}
      flush
      actions={
        <Link
          className="text-primary text-xs underline-offset-4 hover:underline"
          href={`/o/${actor.organization.slug}/keys?${by}=${encodeURIComponent(id)}`}
        >
          {words.all}
        </Link>
      }
    >
      <KeyTable actor={actor} keys={page.rows} without={by} />
    </Card>
  );
}
