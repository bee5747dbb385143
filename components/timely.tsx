import type { ReactNode } from "react";
import { Hourglass } from "lucide-react";
import { EmptyState } from "#components/empty-state.tsx";
import { Card } from "#components/ui/card.tsx";
import { DomainError } from "#lib/errors.ts";
import { getTranslations } from "#lib/i18n/server.ts";

type TimelyProps = { part: () => Promise<ReactNode>; brief?: boolean; card?: boolean };

/**
 * A part of a page that reads much. When Postgres ended its statement for its length, the part says so in its
 * place and the rest, with the filters that would narrow it, stays. Hand it what renders the part: () => Part(props).
 * brief: in a line of text, for what is no block of its own. card: a card that no filter of its page narrows.
 */
export async function Timely({ part, brief = false, card = false }: TimelyProps) {
  try {
    return await part();
  } catch (error) {
    if (!(error instanceof DomainError) || error.key !== "tookTooLong") throw error;
    const t = await getTranslations("common");
    if (brief) {
      return (
        <span role="status" className="text-muted-foreground text-xs">
          {t("tookTooLong")}
        </span>
      );
    }
    const body = t(card ? "tookTooLongCard" : "tookTooLongBody");
    return (
      <div role="status">
        {card ? (
          <Card title={t("tookTooLong")} description={body} />
        ) : (
          <EmptyState icon={<Hourglass />} title={t("tookTooLong")}>
            {body}
          </EmptyState>
        )}
      </div>
    );
  }
}
