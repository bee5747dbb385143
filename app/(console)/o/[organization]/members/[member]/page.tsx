import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Suspense } from "react";
import Link from "next/link";
import { BlockSkeleton } from "#components/block-skeleton.tsx";
import { OpenChanges } from "#components/directory/open-changes.tsx";
import { RecentChanges } from "#components/directory/recent-changes.tsx";
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
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { decodeSegment } from "#lib/decode-segment.ts";
import { DomainError } from "#lib/errors.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { getMember, nameOfMember } from "#lib/members/get.ts";
import { MemberActions } from "./member-actions.tsx";
import { MemberEvents } from "./member-events.tsx";
import { MemberKeys } from "./member-keys.tsx";
import { MemberProfile } from "./member-profile.tsx";
import { MemberGroups, MemberProjects } from "./member-projects.tsx";

type Props = PageProps<"/o/[organization]/members/[member]">;

/** The member that the address names, or DomainError "not_found": ids come percent-encoded, slashes and all. */
async function findMember({ params }: Pick<Props, "params">) {
  const { organization, member: encoded } = await params;
  const actor = await requireActor(organization);
  authorize(actor, "members.read");
  const id = decodeSegment(encoded);
  const member = id === null ? null : await getMember(actor, id);
  if (member === null) throw new DomainError("not_found", "notFound");
  return { actor, member };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return titled(findMember(props).then(({ member }) => nameOfMember(member)));
}

async function Notices({ actor, member }: { actor: Actor; member: MemberSummary }) {
  const [t, format] = await Promise.all([getTranslations("members"), getFormat(actor.organization.timeZone)]);
  if (member.deletedAt)
    return <Alert tone="info" title={t("hasLeft", { on: format.date(member.deletedAt) })} />;
  if (member.role === "owner") return <Alert tone="info">{t("ownsEverything")}</Alert>;
  return null;
}

function Block({ children, tall = false }: { children: ReactNode; tall?: boolean }) {
  return <Suspense fallback={<BlockSkeleton className={tall ? "h-64" : "h-36"} />}>{children}</Suspense>;
}

export default pageOrNotice(async function MemberPage(props: Props) {
  const { actor, member } = await findMember(props);
  const t = await getTranslations("members");
  const target = { kind: "member", id: member.id } as const;

  return (
    <Messages namespaces={["members"]}>
      <Page>
        <PageHeader
          back={<Link href={`/o/${actor.organization.slug}/members`}>{t("title")}</Link>}
          title={nameOfMember(member)}
          description={member.email ?? member.id}
          status={<Freshness actor={actor} kinds={["members", "project_members", "api_keys"]} />}
          actions={member.deletedAt === null && <MemberActions actor={actor} member={member} />}
        />
        <Suspense>
          <OpenChanges actor={actor} target={target} />
        </Suspense>
        <Notices actor={actor} member={member} />
        <div className="grid items-start gap-4 lg:grid-cols-3">
          <div className="grid min-w-0 gap-4 lg:col-span-2">
            <Block>
              <Timely card part={() => UsageCard({ actor, dimension: "member", id: member.id })} />
            </Block>
            <Block tall>
              <Timely card part={() => MemberProjects({ actor, member })} />
            </Block>
            {can(actor, "keys.read") && (
              <Block tall>
                <Timely card part={() => MemberKeys({ actor, member })} />
              </Block>
            )}
          </div>
          <div className="grid min-w-0 gap-4">
            <MemberProfile member={member} />
            <Block>
              <Timely card part={() => MemberGroups({ actor, member })} />
            </Block>
            {can(actor, "audit.read") && (
              <Block>
                <Timely card part={() => MemberEvents({ actor, member })} />
              </Block>
            )}
            {can(actor, "trail.read") && (
              <Block>
                <Timely card part={() => RecentChanges({ actor, target })} />
              </Block>
            )}
          </div>
        </div>
      </Page>
    </Messages>
  );
});
