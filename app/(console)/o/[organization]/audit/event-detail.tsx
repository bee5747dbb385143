"use client";
import Link from "next/link";
import { useTranslations } from "#components/intl/use-translations.ts";
import { CopyableCode } from "#components/copyable-code.tsx";
import { DescriptionList } from "#components/description-list.tsx";
import { visible } from "#lib/audit-events/visible.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { useFormat } from "#components/use-format.ts";
import type { OpenEvent } from "./load-event.ts";
import { EventRaw } from "./event-raw.tsx";
import { MentionLink } from "./mention-link.tsx";

type EventDetailProps = { organization: string; event: OpenEvent };

/** Other events that share something with this one: links that replace the filter. */
function Narrow({ organization, event }: EventDetailProps) {
  const t = useTranslations("audit");
  const { actor, resource, ip, type } = event;
  // An email finds a person's events even where upstream gave no id.
  const by = actor && (actor.name.includes("@") ? actor.name : actor.id);
  const ways = [
    { key: "sameActor", name: "actor", value: by },
    { key: "sameResource", name: "resource", value: resource?.id },
    { key: "sameIp", name: "ip", value: ip },
    { key: "sameType", name: "type", value: type },
  ] as const;
  return (
    <nav aria-label={t("detail.narrow")} className="flex flex-wrap gap-2">
      {ways.map(
        ({ key, name, value }) =>
          value && (
            <Link
              key={key}
              className={buttonClass({ size: "sm" })}
              href={`/o/${organization}/audit?${name}=${encodeURIComponent(value)}`}
            >
              {t(`detail.${key}`)}
            </Link>
          ),
      )}
    </nav>
  );
}

export function EventDetail({ organization, event }: EventDetailProps) {
  const t = useTranslations("audit");
  const format = useFormat();
  const mention = (name: "actor" | "project" | "resource") =>
    event[name] && <MentionLink organization={organization} mention={event[name]} />;
  const items = [
    { label: t("detail.time"), value: format.exactTime(event.at) },
    {
      label: t("detail.type"),
      value: (
        <>
          {event.label} <code className="text-muted-foreground text-xs">{visible(event.type)}</code>
        </>
      ),
    },
    { label: t("detail.actor"), value: mention("actor") ?? t("unknownActor") },
    {
      label: t("detail.actorKey"),
      value: event.actorApiKeyId && <code>{visible(event.actorApiKeyId)}</code>,
    },
    { label: t("detail.resource"), value: mention("resource") },
    { label: t("detail.project"), value: mention("project") },
    { label: t("detail.ip"), value: visible(event.ip) },
    { label: t("detail.location"), value: event.location },
    { label: t("detail.userAgent"), value: event.userAgent },
    { label: t("detail.scope"), value: event.isTenant ? t("detail.tenant") : t("detail.organization") },
    { label: t("detail.id"), value: <CopyableCode text={event.id} label={t("detail.copyId")} /> },
    { label: t("detail.mirroredAt"), value: format.exactTime(event.mirroredAt) },
  ];
  return (
    <>
      <DescriptionList items={items.filter(({ value }) => value !== "" && value !== null)} />
      <Narrow organization={organization} event={event} />
      <EventRaw raw={event.raw} />
    </>
  );
}
