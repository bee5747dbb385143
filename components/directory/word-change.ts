import { getTranslations } from "#lib/i18n/server.ts";

/** What a trail action is called in the language of this request; an action of another version stays as it is. */
export async function wordChange(action: string): Promise<string> {
  const t = await getTranslations("trail");
  const key = `actions.${action}`;
  return t.has(key as "title") ? t(key as "title") : action;
}
