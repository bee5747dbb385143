import type { Metadata } from "next";
import { getTranslations } from "#lib/i18n/server.ts";
import { refusalOf } from "#lib/refusal.ts";

/** The title of a page that is named after what it shows, or of the notice that stands in its place. */
export async function titled(name: Promise<string>): Promise<Metadata> {
  try {
    return { title: await name };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    const t = await getTranslations("shell");
    return { title: t(`notice.${refusal.of}.title`) };
  }
}
