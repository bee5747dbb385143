import Link from "next/link";
import { Email } from "#components/email.tsx";
import type { Mention } from "#lib/audit-events/describe.ts";
import { visible } from "#lib/audit-events/visible.ts";

function addressOf(organization: string, { id, kind }: Mention) {
  const base = `/o/${organization}` as const;
  if (kind === "member") return `${base}/members/${encodeURIComponent(id)}` as const;
  if (kind === "project") return `${base}/projects/${encodeURIComponent(id)}` as const;
  if (kind === "key") return `${base}/keys?q=${encodeURIComponent(id)}` as const;
  return null;
}

/** What an event names, with a link to its page where there is one, and its id where the name says something else. */
export function MentionLink({ organization, mention }: { organization: string; mention: Mention }) {
  const address = addressOf(organization, mention);
  return (
    <>
      {address === null ? (
        mention.name
      ) : (
        <Link className="text-primary underline-offset-4 hover:underline" href={address}>
          <Email address={mention.name} />
        </Link>
      )}
      {mention.id !== "" && visible(mention.id) !== mention.name && (
        <code className="text-muted-foreground block text-xs break-all">{visible(mention.id)}</code>
      )}
    </>
  );
}
