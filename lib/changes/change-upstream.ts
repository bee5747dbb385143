import { UpstreamRefusal } from "#lib/admin-api/errors.ts";
import type { TrailAction } from "#lib/audit/actions.ts";
import { remoteChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";

type Answered<Answer> = { answer: Answer; sentAt: Date };

type UpstreamChange<Answer, After> = {
  action: TrailAction;
  target: { kind: string; id: string; label: string };
  input?: object;
  before: object | null;
  /** The preconditions once more, now that nobody else can change the target through this console. */
  recheck: () => Promise<unknown>;
  call: () => Promise<Answered<Answer>>;
  apply: (tx: Transaction, answer: Answer, sentAt: Date) => Promise<After>;
};

/** Nothing was sent upstream: somebody else came first, or the organization can't be reached at all. */
class NotSent extends UpstreamRefusal {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { status: 409, code: "not_sent" });
    this.name = "NotSent";
    this.cause = cause;
  }
}

async function beforeSending<Answer>({
  recheck,
  call,
}: Pick<UpstreamChange<Answer, never>, "recheck" | "call">) {
  try {
    await recheck();
  } catch (error) {
    throw new NotSent(error);
  }
  try {
    return await call();
  } catch (error) {
    throw error instanceof DomainError ? new NotSent(error) : error;
  }
}

/** Says what a person can act on: the check that failed, or that the target has gone upstream. */
function worded(error: unknown, label: string): unknown {
  if (!(error instanceof DomainError) || !(error.cause instanceof UpstreamRefusal)) return error;
  if (error.cause instanceof NotSent) return error.cause.cause;
  if (error.cause.status === 404)
    return new DomainError("conflict", "goneUpstream", { target: label }, { cause: error.cause });
  return error;
}

/**
 * A change made upstream by a person: checked again under the target's lock, so that of two people who press
 * at once one asks upstream and the other is told. Throws DomainError as remoteChange does, and "conflict"
 * where the target has changed or gone meanwhile.
 */
export async function changeUpstream<Answer, After extends object | null>(
  actor: Actor,
  change: UpstreamChange<Answer, After>,
): Promise<After> {
  const { recheck, call, apply, ...rest } = change;
  try {
    return await remoteChange(
      { ...rest, actor, organizationId: actor.organization.id },
      () => beforeSending({ recheck, call }),
      (tx, { answer, sentAt }) => apply(tx, answer, sentAt),
    );
  } catch (error) {
    throw worded(error, change.target.label);
  }
}
