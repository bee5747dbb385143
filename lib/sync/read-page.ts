import { z } from "zod";
import { UpstreamUnclear } from "#lib/admin-api/errors.ts";
import { SyncFault } from "#lib/sync/faults.ts";

/**
 * A page as it came, checked by ourselves: the SDK takes an answer without a list for an empty last page,
 * after which a sweep would take everything for deleted.
 */
export type Page = { items: unknown[]; hasMore: boolean; next: string | null };

const Envelope = z.object({
  data: z.array(z.unknown()),
  has_more: z.boolean(),
  last_id: z.string().nullish(),
  next: z.string().nullish(),
  next_page: z.string().nullish(),
});

const Identified = z.object({ id: z.string().min(1) });

type Envelope = z.output<typeof Envelope>;

function nextOf(envelope: Envelope): string | null {
  if (!envelope.has_more) return null;
  const named = envelope.next_page ?? envelope.next ?? envelope.last_id;
  if (named) return named;
  // Some lists name no cursor: there it is the id of the last item.
  const last = Identified.safeParse(envelope.data.at(-1));
  if (last.success) return last.data.id;
  throw new SyncFault("malformed", "The page says that there is more, but not where.");
}

/** Reads the body of a list as it is. Throws SyntaxError or UpstreamUnclear where it is none. */
export async function readEnvelope(response: Response): Promise<Envelope> {
  const parsed = Envelope.safeParse(JSON.parse((await response.text()) || "null"));
  if (parsed.success) return parsed.data;
  throw new UpstreamUnclear("The answer is not a list.", response.status, {
    reason: "malformed",
    cause: parsed.error,
  });
}

/** The page that a list is. Throws SyncFault "empty_page" where it says that there is more behind nothing. */
export function pageOf(envelope: Envelope): Page {
  const { data, has_more: hasMore } = envelope;
  if (data.length === 0 && hasMore)
    throw new SyncFault("empty_page", "The page is empty but says that there is more.");
  return { items: data, hasMore, next: nextOf(envelope) };
}

/** The items of a page as objects of the SDK, once each is known to have an id, in the field of that name. */
export function identified<Item extends object>(items: unknown[], field = "id"): Item[] {
  const shape = z.object({ [field]: z.string().min(1) });
  const isWhole = items.every((item) => shape.safeParse(item).success);
  if (!isWhole) throw new SyncFault("malformed", "An object of the list has no id.");
  return items as Item[];
}
