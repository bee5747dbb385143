/** Upstream said no (4xx): the change did not happen. message is upstream's own sentence. */
export class UpstreamRefusal extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly upstreamRequestId: string | null;

  constructor(message: string, answer: { status: number; code?: string | null; requestId?: string | null }) {
    super(message);
    this.name = "UpstreamRefusal";
    this.status = answer.status;
    this.code = answer.code ?? null;
    this.upstreamRequestId = answer.requestId ?? null;
  }
}

/** No clear answer (5xx, timeout, cut connection, unreadable body): whether the change happened is unknown. */
export class UpstreamUnclear extends Error {
  readonly status: number | null;

  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.name = "UpstreamUnclear";
    this.status = status;
  }
}
