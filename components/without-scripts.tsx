import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { DomainError } from "#lib/errors.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import { getTranslations } from "#lib/i18n/server.ts";

type Opened = { title: ReactNode; content: ReactNode };
type WithoutScriptsProps = {
  /** Where it is closed. */
  href: string;
  open: () => Promise<Opened>;
};

/**
 * What a sheet shows once the scripts have come, in the page itself for browsers that run none. To be awaited before
 * the page streams, for what streams is put in its place by a script.
 */
export async function WithoutScripts({ href, open }: WithoutScriptsProps) {
  const [common, errors] = await Promise.all([getTranslations("common"), getTranslations("errors")]);
  const { title, content } = await open().catch((error: unknown): Opened => {
    if (!(error instanceof DomainError)) throw error;
    // The page around it stands, whatever kept this from being read.
    return { title: anyKey(errors)(error.key, error.values), content: null };
  });
  return (
    <noscript>
      <Card title={title} actions={<a href={href}>{common("close")}</a>}>
        <div className="grid gap-4">{content}</div>
      </Card>
    </noscript>
  );
}
