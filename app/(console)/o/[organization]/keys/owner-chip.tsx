import Link from "next/link";
import { X } from "lucide-react";
import { buttonClass } from "#components/ui/button.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { getMember, nameOfMember } from "#lib/members/get.ts";

export async function OwnerChip({ actor, ownerId }: { actor: Actor; ownerId: string }) {
  const isSound = !ownerId.includes("\0");
  const [t, member] = await Promise.all([
    getTranslations("keys"),
    isSound && can(actor, "members.read") ? getMember(actor, ownerId) : null,
  ]);
  return (
    <Link
      href={`/o/${actor.organization.slug}/keys`}
      className={buttonClass({ variant: "secondary", size: "md" })}
      aria-label={t("clearOwner")}
    >
      {t("ownedBy", { name: member ? nameOfMember(member) : ownerId })}
      <X aria-hidden />
    </Link>
  );
}
