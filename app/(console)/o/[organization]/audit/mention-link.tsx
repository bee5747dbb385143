import type { Route } from "next";
import Link from "next/link";
import type { Mention } from "#lib/audit-events/describe.ts";
import { visible } from "#lib/audit-events/visible.ts";

function pathOf({ id, kind }: Mention): string | null {
  if (kind === "member") return `members/${encodeURIComponent(id)}`;
  if (kind === "project") return `projects/${encodeURIComponent(id)}`;
  if (kind === "key") return `keys?q=${encodeURIComponent(id)}`;
  return null;
}

/** What an event names, with a link to its page where there is one, and its id where the name says something else. */
export function MentionLink({ organization, mention }: { organization: string; mention: Mention }) {
  const path = pathOf(mention);
  return (
    <>
      {path === null ? (
        mention.name
      ) : (
        <Link
          className="text-primary underline-offset-4 hover:underline"
          href={`/o/${organization}/${path}` as Route}
        >
          {mention.name}
        </Link>
      )}
      {mention.id !== "" && visible(mention.id) !== mention.name && (
        <code className="text-muted-foreground block text-xs break-all">{visible(mention.id)}</code>
      )}
    </>
  );
}
