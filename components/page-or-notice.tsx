import type { ReactNode } from "react";
import { PageNotice } from "#components/shell/page-notice.tsx";
import { answerWith } from "#lib/answer-status.ts";
import { refusalOf } from "#lib/refusal.ts";

/** Where the notice stands: in the shell's main part, below a heading of the page around it, or with nothing around. */
type Place = "main" | "part" | "alone";

/**
 * A page or layout that says why there is nothing to see, with its status, where it throws DomainError "not_found"
 * or "forbidden" before it streams. Unlike Next's notFound() it needs no script in the browser to be seen.
 */
export function pageOrNotice<Props>(page: (props: Props) => Promise<ReactNode>, place: Place = "main") {
  return async function PageOrNotice(props: Props): Promise<ReactNode> {
    try {
      return await page(props);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      answerWith(refusal.status);
      const notice = <PageNotice of={refusal.of} isPart={place === "part"} />;
      return place === "alone" ? <main id="content">{notice}</main> : notice;
    }
  };
}
