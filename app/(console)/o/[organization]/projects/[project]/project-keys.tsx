import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { LatestKeys } from "../../keys/latest-keys.tsx";

export async function ProjectKeys({ actor, project }: { actor: Actor; project: { id: string } }) {
  const t = await getTranslations("projects");
  const words = { title: t("keys"), none: t("noKeys"), all: t("seeKeys") };
  return <LatestKeys actor={actor} by="project" id={project.id} words={words} />;
}
