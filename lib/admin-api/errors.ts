type Refused = {
  status: number;
  code?: string | null;
  requestId?: string | null;
  retryAfterMs?: number | null;
};

/** Upstream said no (4xx): the change did not happen. message is upstream's own sentence. */
export class UpstreamRefusal extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly upstreamRequestId: string | null;
  readonly retryAfterMs: number | null;

  constructor(message: string, answer: Refused) {
    super(message);
    this.name = "UpstreamRefusal";
    this.status = answer.status;
    this.code = answer.code ?? null;
    this.upstreamRequestId = answer.requestId ?? null;
    this.retryAfterMs = answer.retryAfterMs ?? null;
  }
}

/** Not sent: the shared pace leaves no turn soon enough. */
export class HeldBack extends UpstreamRefusal {
  /** When the next turn comes, by the database's clock. */
  readonly until: Date;

  constructor(template: string, until: Date) {
    super(`${template} is held back: upstream limits how often it may be called.`, {
      status: 429,
      code: "held_back",
    });
    this.name = "HeldBack";
    this.until = until;
  }
}

/** Why there is no clear answer. */
export type UnclearReason = "timeout" | "connection" | "malformed" | "server";

/** No clear answer (5xx, timeout, cut connection, unreadable body): whether the change happened is unknown. */
export class UpstreamUnclear extends Error {
  readonly status: number | null;
  readonly reason: UnclearReason;

  constructor(message: string, status: number | null, options?: ErrorOptions & { reason?: UnclearReason }) {
    super(message, options);
    this.name = "UpstreamUnclear";
    this.status = status;
    this.reason = options?.reason ?? (status === null ? "connection" : "server");
  }
}
