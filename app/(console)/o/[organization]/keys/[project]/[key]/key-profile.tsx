import Link from "next/link";
import { CopyButton } from "#components/copy-button.tsx";
import { DescriptionList } from "#components/description-list.tsx";
import { RelativeTime, Time } from "#components/time.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import type { KeyDetail } from "#lib/keys/get.ts";
import { KeyOwner } from "../../key-owner.tsx";
import { KeyRisks } from "../../key-risks.tsx";

/** What upstream says of a key; its value is never read. */
export async function KeyProfile({ actor, apiKey }: { actor: Actor; apiKey: KeyDetail }) {
  const t = await getTranslations("keys");
  const project = `/o/${actor.organization.slug}/projects/${encodeURIComponent(apiKey.projectId)}` as const;
  return (
    <Card title={t("profile")}>
      <DescriptionList
        items={[
          { label: t("owner"), value: <KeyOwner actor={actor} apiKey={apiKey} /> },
          {
            label: t("project"),
            value: (
              <Link className="underline-offset-4 hover:underline" href={project}>
                {apiKey.projectName || apiKey.projectId}
              </Link>
            ),
          },
          {
            label: "ID",
            value: (
              <span className="inline-flex max-w-full items-center gap-1">
                <code className="min-w-0 truncate text-xs">{apiKey.id}</code>
                <CopyButton text={apiKey.id} label={t("copyId")} />
              </span>
            ),
          },
          { label: t("created"), value: apiKey.createdAt ? <Time at={apiKey.createdAt} show="date" /> : "—" },
          {
            label: t("used"),
            value: apiKey.lastUsedAt ? <RelativeTime at={apiKey.lastUsedAt} /> : t("never"),
          },
          {
            label: t("expires"),
            value: apiKey.expiresAt ? <Time at={apiKey.expiresAt} show="date" /> : t("noExpiry"),
          },
          { label: t("risk"), value: apiKey.risks.length === 0 ? "—" : <KeyRisks apiKey={apiKey} /> },
          { label: t("mirrored"), value: <RelativeTime at={apiKey.mirroredAt} /> },
        ]}
      />
    </Card>
  );
}
