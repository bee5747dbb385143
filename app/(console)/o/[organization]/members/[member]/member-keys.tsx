import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { LatestKeys } from "../../keys/latest-keys.tsx";

export async function MemberKeys({ actor, member }: { actor: Actor; member: { id: string } }) {
  const t = await getTranslations("members");
  const words = { title: t("keys"), none: t("noKeys"), all: t("seeKeys") };
  return <LatestKeys actor={actor} by="owner" id={member.id} words={words} />;
}
