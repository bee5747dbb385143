import type { Metadata } from "next";
import { Suspense } from "react";
import Link from "next/link";
import { BlockSkeleton } from "#components/block-skeleton.tsx";
import { UsageCard } from "#components/directory/usage-card.tsx";
import { Freshness } from "#components/freshness.tsx";
import { Messages } from "#components/messages.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { titled } from "#components/titled.ts";
import { Timely } from "#components/timely.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { decodeSegment } from "#lib/decode-segment.ts";
import { DomainError } from "#lib/errors.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { getKey, nameOfKey } from "#lib/keys/get.ts";
import { KeyEvents } from "./key-events.tsx";
import { KeyProfile } from "./key-profile.tsx";
import { KeySpend } from "./key-spend.tsx";

type Props = PageProps<"/o/[organization]/keys/[project]/[key]">;

/** The key that the address names, or DomainError "not_found". */
async function findKey({ params }: Pick<Props, "params">) {
  const { organization, project, key } = await params;
  const actor = await requireActor(organization);
  authorize(actor, "keys.read");
  const [projectId, keyId] = [decodeSegment(project), decodeSegment(key)];
  const apiKey = projectId === null || keyId === null ? null : await getKey(actor, projectId, keyId);
  if (apiKey === null) throw new DomainError("not_found", "notFound");
  return { actor, apiKey };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return titled(findKey(props).then(({ apiKey }) => nameOfKey(apiKey)));
}

export default pageOrNotice(async function KeyPage(props: Props) {
  const { actor, apiKey } = await findKey(props);
  const [t, format] = await Promise.all([getTranslations("keys"), getFormat(actor.organization.timeZone)]);
  const waiting = <BlockSkeleton className="h-36" />;
  return (
    <Messages namespaces={["keys"]}>
      <Page>
        <PageHeader
          back={<Link href={`/o/${actor.organization.slug}/keys`}>{t("title")}</Link>}
          title={nameOfKey(apiKey)}
          description={<code>{apiKey.redactedValue}</code>}
          status={<Freshness actor={actor} kinds={["api_keys"]} />}
        />
        {apiKey.deletedAt && (
          <Alert tone="info" title={t("deletedOn", { on: format.date(apiKey.deletedAt) })} />
        )}
        <div className="grid items-start gap-4 lg:grid-cols-3">
          <div className="grid min-w-0 gap-4 lg:col-span-2">
            <Suspense fallback={waiting}>
              <Timely card part={() => UsageCard({ actor, dimension: "key", id: apiKey.id })} />
            </Suspense>
            {can(actor, "costs.read") && (
              <Suspense fallback={waiting}>
                <Timely card part={() => KeySpend({ actor, keyId: apiKey.id })} />
              </Suspense>
            )}
            {can(actor, "audit.read") && (
              <Suspense fallback={waiting}>
                <Timely card part={() => KeyEvents({ actor, keyId: apiKey.id })} />
              </Suspense>
            )}
          </div>
          <KeyProfile actor={actor} apiKey={apiKey} />
        </div>
      </Page>
    </Messages>
  );
});
