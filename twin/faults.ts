import { z } from "zod";
import { seededRandom } from "#twin/random.ts";

/** Which requests: a template such as `GET /organization/users`, a prefix ending in `*`, or `*`. */
const on = z.string().default("*");
/** Of the matching requests, the first `skip` pass; then each is hit with probability `rate`, `times` times at most. */
const timing = {
  on,
  rate: z.number().min(0).max(1).default(1),
  skip: z.int().min(0).default(0),
  times: z.int().min(1).optional(),
};

/** A whole share of 100. */
const percent = z.int().min(0).max(100);

export const Fault = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("rateLimit"),
    on,
    perMinute: z.int().min(0),
    windowMs: z.int().min(1).default(60_000),
    retryAfterSeconds: z.int().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal("serverError"),
    ...timing,
    status: z.literal([500, 502, 503]).default(500),
  }),
  z.strictObject({
    kind: z.literal("cut"),
    ...timing,
    at: z.enum(["start", "half", "afterChange"]).default("start"),
  }),
  z.strictObject({ kind: z.literal("delay"), ...timing, ms: z.int().min(1) }),
  z.strictObject({ kind: z.literal("malformed"), ...timing }),
  z.strictObject({ kind: z.literal("repeatCursor"), ...timing }),
  z.strictObject({ kind: z.literal("emptyPage"), ...timing }),
  z.strictObject({
    kind: z.literal("missingScope"),
    ...timing,
    scope: z.string().default("api.management.read"),
    status: z.literal([401, 403]).default(403),
  }),
  z.strictObject({
    kind: z.literal("archiveFails"),
    ...timing,
    status: z.literal([400, 500, 502, 503]).default(400),
  }),
  z.strictObject({ kind: z.literal("alertOverwritesLimit"), ...timing }),
  z.strictObject({ kind: z.literal("amountsAsNumbers"), ...timing }),
  z.strictObject({ kind: z.literal("costsByUserRefused"), ...timing }),
  z.strictObject({ kind: z.literal("costsByKeyRefused"), ...timing, before: z.int().min(0).optional() }),
  z.strictObject({
    kind: z.literal("costsRestated"),
    ...timing,
    days: z.int().min(1).default(3),
    percent: percent.default(10),
  }),
  z.strictObject({
    kind: z.literal("usageGrows"),
    ...timing,
    hours: z.int().min(1).default(3),
    percent: percent.default(40),
  }),
  z.strictObject({
    kind: z.literal("lateEvents"),
    ...timing,
    seconds: z.int().min(1).default(900),
    percent: percent.default(100),
  }),
  z.strictObject({ kind: z.literal("unknownEvents"), ...timing, percent: percent.default(10) }),
]);

export type Fault = z.output<typeof Fault>;
export type FaultInput = z.input<typeof Fault>;
export type FaultKind = Fault["kind"];

type Armed = {
  fault: Fault;
  seen: number;
  hits: number;
  windows: Map<string, { startedAt: number; count: number }>;
};

/** The faults that are on, and how often each has struck. */
export type FaultBox = {
  set: (faults: FaultInput[]) => void;
  list: () => { fault: Fault; hits: number }[];
  /** The fault of this kind that strikes this request, if one does; asking counts as a strike. */
  strike: <Kind extends FaultKind>(
    kind: Kind,
    template: string,
  ) => Extract<Fault, { kind: Kind }> | undefined;
};

export function createFaultBox(initial: FaultInput[] = []): FaultBox {
  let armed: Armed[] = [];
  let random = seededRandom(1);

  const box: FaultBox = {
    set(faults) {
      armed = faults.map((fault) => ({ fault: Fault.parse(fault), seen: 0, hits: 0, windows: new Map() }));
      random = seededRandom(1);
    },
    list: () => armed.map(({ fault, hits }) => ({ fault, hits })),
    strike(kind, template) {
      for (const entry of armed) {
        if (!isOfKind(entry.fault, kind) || !matches(entry.fault.on, template)) continue;
        if (!strikes(entry, template, random)) continue;
        entry.hits += 1;
        return entry.fault;
      }
      return undefined;
    },
  };
  box.set(initial);
  return box;
}

function isOfKind<Kind extends FaultKind>(fault: Fault, kind: Kind): fault is Extract<Fault, { kind: Kind }> {
  return fault.kind === kind;
}

function matches(pattern: string, template: string): boolean {
  return pattern.endsWith("*") ? template.startsWith(pattern.slice(0, -1)) : template === pattern;
}

function strikes(entry: Armed, template: string, random: () => number): boolean {
  const { fault } = entry;
  if (fault.kind === "rateLimit") return isOverLimit(entry, template, fault.perMinute, fault.windowMs);
  entry.seen += 1;
  if (entry.seen <= fault.skip) return false;
  if (fault.times !== undefined && entry.hits >= fault.times) return false;
  return random() < fault.rate;
}

/** Counts by endpoint template, whatever the ids in the path, as the real limiter is reported to. */
function isOverLimit(entry: Armed, template: string, perMinute: number, windowMs: number): boolean {
  const now = Date.now();
  const window = entry.windows.get(template);
  if (!window || now - window.startedAt >= windowMs) {
    entry.windows.set(template, { startedAt: now, count: 1 });
    return perMinute < 1;
  }
  window.count += 1;
  return window.count > perMinute;
}
