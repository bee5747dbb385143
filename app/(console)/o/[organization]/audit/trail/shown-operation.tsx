import { WithoutScripts } from "#components/without-scripts.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { getOperation } from "#lib/trail/get-operation.ts";
import { actionLabel } from "#lib/trail/label.ts";
import { OperationDetail } from "./operation-detail.tsx";

type ShownOperationProps = { actor: Actor; operation: string; /** The filter, as a query. */ query: string };

/** The operation that the address names, for browsers that cannot open the sheet. */
export function ShownOperation({ actor, operation, query }: ShownOperationProps) {
  return (
    <WithoutScripts
      href={`/o/${actor.organization.slug}/audit/trail?${query}`}
      open={async () => {
        const [read, t] = await Promise.all([getOperation(actor, operation), getTranslations("trail")]);
        const entries = read.map((entry) => ({ ...entry, at: entry.at.toISOString() }));
        const last = entries.at(-1);
        if (!last) throw new DomainError("not_found", "notFound");
        return {
          title: actionLabel(anyKey(t), last.action),
          content: <OperationDetail operation={operation} entries={entries} last={last} />,
        };
      }}
    />
  );
}
