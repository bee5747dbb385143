import type { Metadata } from "next";
import { Suspense } from "react";
import Link from "next/link";
import { notFound } from "next/navigation";
import { allow } from "#components/allow.ts";
import { BlockSkeleton } from "#components/block-skeleton.tsx";
import { UsageCard } from "#components/directory/usage-card.tsx";
import { Freshness } from "#components/freshness.tsx";
import { Messages } from "#components/messages.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { Timely } from "#components/timely.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { requireActor } from "#lib/action.ts";
import { can } from "#lib/auth/permissions.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { getKey, nameOfKey } from "#lib/keys/get.ts";
import { KeyEvents } from "./key-events.tsx";
import { KeyProfile } from "./key-profile.tsx";
import { KeySpend } from "./key-spend.tsx";

type Props = PageProps<"/o/[organization]/keys/[project]/[key]">;

function decode(encoded: string): string {
  try {
    const id = decodeURIComponent(encoded);
    return id.includes("\0") ? notFound() : id;
  } catch {
    return notFound();
  }
}

async function findKey({ params }: Pick<Props, "params">) {
  const { organization, project, key } = await params;
  const actor = await requireActor(organization);
  allow(actor, "keys.read");
  return { actor, apiKey: (await getKey(actor, decode(project), decode(key))) ?? notFound() };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: nameOfKey((await findKey(props)).apiKey) };
}

export default async function KeyPage(props: Props) {
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
              <Timely part={() => UsageCard({ actor, dimension: "key", id: apiKey.id })} />
            </Suspense>
            {can(actor, "costs.read") && (
              <Suspense fallback={waiting}>
                <Timely part={() => KeySpend({ actor, keyId: apiKey.id })} />
              </Suspense>
            )}
            {can(actor, "audit.read") && (
              <Suspense fallback={waiting}>
                <Timely part={() => KeyEvents({ actor, keyId: apiKey.id })} />
              </Suspense>
            )}
          </div>
          <KeyProfile actor={actor} apiKey={apiKey} />
        </div>
      </Page>
    </Messages>
  );
}
