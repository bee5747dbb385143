import { z } from "zod";
import { UpstreamUnclear } from "#lib/admin-api/errors.ts";
import { SyncFault } from "#lib/sync/faults.ts";
import { splitItems } from "#lib/sync/split-items.ts";

/**
 * A page as it came, checked by ourselves: the SDK takes an answer without a list for an empty last page,
 * after which a sweep would take everything for deleted.
 */
export type Page<Item = unknown> = { items: Item[]; hasMore: boolean; next: string | null };

const Wire = z.object({
  data: z.array(z.unknown()),
  has_more: z.boolean(),
  last_id: z.string().nullish(),
  next: z.string().nullish(),
  next_page: z.string().nullish(),
});

const Identified = z.object({ id: z.string().min(1) });

/** A list with its items as they were read; broken: why the first of them could not be. */
type Envelope<Item> = Omit<z.output<typeof Wire>, "data"> & {
  data: Item[];
  last: unknown;
  broken: { error: unknown } | null;
};

function nextOf(envelope: Envelope<unknown>): string | null {
  if (!envelope.has_more) return null;
  const named = envelope.next_page ?? envelope.next ?? envelope.last_id;
  if (named) return named;
  // Some lists name no cursor: there it is the id of the last item.
  const last = Identified.safeParse(envelope.last);
  if (last.success) return last.data.id;
  throw new SyncFault("malformed", "The page says that there is more, but not where.");
}

async function* textOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  if (response.body) for await (const bytes of response.body) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/**
 * Reads the body of a list while it arrives, each item by `read` as soon as it is whole. Throws SyntaxError or
 * UpstreamUnclear where it is no list; what read throws is kept for pageOf.
 */
export async function readEnvelope<Item>(
  response: Response,
  read: (item: unknown) => Item,
): Promise<Envelope<Item>> {
  const data: Item[] = [];
  let last: unknown = null;
  let broken: Envelope<Item>["broken"] = null;
  const around = await splitItems(textOf(response), (text) => {
    last = JSON.parse(text);
    if (broken) return;
    try {
      data.push(read(last));
    } catch (error) {
      broken = { error };
    }
  });
  const parsed = Wire.safeParse(JSON.parse(around || "null"));
  if (parsed.success) return { ...parsed.data, data, last, broken };
  throw new UpstreamUnclear("The answer is not a list.", response.status, {
    reason: "malformed",
    cause: parsed.error,
  });
}

/** The page that a list is. Throws what reading an item threw, or SyncFault "empty_page" where there is more behind nothing. */
export function pageOf<Item>(envelope: Envelope<Item>): Page<Item> {
  const { data, has_more: hasMore, broken } = envelope;
  if (broken) throw broken.error;
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
