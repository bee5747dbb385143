import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Suspense } from "react";
import Link from "next/link";
import { notFound } from "next/navigation";
import { allow } from "#components/allow.ts";
import { BlockSkeleton } from "#components/block-skeleton.tsx";
import { OpenChanges } from "#components/directory/open-changes.tsx";
import { RecentChanges } from "#components/directory/recent-changes.tsx";
import { UsageCard } from "#components/directory/usage-card.tsx";
import { Freshness } from "#components/freshness.tsx";
import { Messages } from "#components/messages.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { Timely } from "#components/timely.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { requireActor } from "#lib/action.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { getMember, nameOfMember } from "#lib/members/get.ts";
import { MemberActions } from "./member-actions.tsx";
import { MemberEvents } from "./member-events.tsx";
import { MemberKeys } from "./member-keys.tsx";
import { MemberProfile } from "./member-profile.tsx";
import { MemberGroups, MemberProjects } from "./member-projects.tsx";

type Props = PageProps<"/o/[organization]/members/[member]">;

/** The member that the address names, or the 404 page: ids come percent-encoded, slashes and all. */
async function findMember({ params }: Pick<Props, "params">) {
  const { organization, member: encoded } = await params;
  const actor = await requireActor(organization);
  allow(actor, "members.read");
  const id = decode(encoded);
  const member = id === null ? null : await getMember(actor, id);
  return { actor, member: member ?? notFound() };
}

function decode(encoded: string): string | null {
  try {
    const id = decodeURIComponent(encoded);
    return id.includes("\0") ? null : id;
  } catch {
    return null;
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { member } = await findMember(props);
  return { title: nameOfMember(member) };
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

export default async function MemberPage(props: Props) {
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
              <Timely part={() => UsageCard({ actor, dimension: "member", id: member.id })} />
            </Block>
            <Block tall>
              <Timely part={() => MemberProjects({ actor, member })} />
            </Block>
            {can(actor, "keys.read") && (
              <Block tall>
                <Timely part={() => MemberKeys({ actor, member })} />
              </Block>
            )}
          </div>
          <div className="grid min-w-0 gap-4">
            <MemberProfile member={member} />
            <Block>
              <Timely part={() => MemberGroups({ actor, member })} />
            </Block>
            {can(actor, "audit.read") && (
              <Block>
                <Timely part={() => MemberEvents({ actor, member })} />
              </Block>
            )}
            {can(actor, "trail.read") && (
              <Block>
                <Timely part={() => RecentChanges({ actor, target })} />
              </Block>
            )}
          </div>
        </div>
      </Page>
    </Messages>
  );
}
