import { isDeepStrictEqual } from "node:util";
import type { ReactNode } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

type NoRowsProps<Filters> = {
  /** Said where nothing matches, and */ title: ReactNode;
  /** what to do then. */
  advice: ReactNode;
  filters: Filters;
  /** The filters of an address that asks for nothing in particular. */
  unfiltered: Filters;
};

/** Said where rows of the directory would be: nothing matches what was asked, or nothing has been read so far. */
export async function NoRows<Filters>({ title, advice, filters, unfiltered }: NoRowsProps<Filters>) {
  const t = await getTranslations("common");
  const isNarrowed = !isDeepStrictEqual(filters, unfiltered);
  if (!isNarrowed) return <EmptyState title={t("nothingYet")}>{t("afterFirstSync")}</EmptyState>;
  return <EmptyState title={title}>{advice}</EmptyState>;
}
