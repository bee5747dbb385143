import { expect, test } from "vitest";
import { UpstreamUnclear } from "#lib/admin-api/errors.ts";
import { SyncFault } from "#lib/sync/faults.ts";
import { pageOf, readEnvelope } from "#lib/sync/read-page.ts";

const same = (item: unknown) => item;
const bytes = (text: string) => new TextEncoder().encode(text);

/** An answer that arrives part by part, each once the one before it was taken. */
function arriving(parts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Response {
  const source = (async function* () {
    for await (const part of parts) yield typeof part === "string" ? bytes(part) : part;
  })();
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
  return new Response(body);
}

test("an item is read before the rest of the page has arrived", async () => {
  const first = Promise.withResolvers<unknown>();
  async function* parts() {
    yield '{"data":[{"n":1},';
    await first.promise;
    yield '{"n":2}],"has_more":false}';
  }
  const page = pageOf(
    await readEnvelope(arriving(parts()), (item) => {
      first.resolve(item);
      return JSON.stringify(item);
    }),
  );
  expect(page).toEqual({ items: ['{"n":1}', '{"n":2}'], hasMore: false, next: null });
});

test("a letter that is cut between two parts is whole again", async () => {
  const whole = bytes('{"data":["日本"],"has_more":false}');
  for (let cut = 1; cut < whole.length; cut += 1) {
    const response = arriving([whole.slice(0, cut), whole.slice(cut)]);
    expect((await readEnvelope(response, same)).data).toEqual(["日本"]);
  }
});

test("what reading an item throws is thrown as it is, once the page is known to be one", async () => {
  const fault = new SyncFault("malformed", "No bucket.");
  const read = (item: unknown) => {
    if (item === 2) throw fault;
    return item;
  };
  const envelope = await readEnvelope(arriving(['{"data":[1,2,3],"has_more":false}']), read);
  expect(() => pageOf(envelope)).toThrow(fault);
  await expect(readEnvelope(arriving(['{"data":[1,2,']), read)).rejects.toThrow(SyntaxError);
});

test.each(['{"has_more":false}', '{"data":{},"has_more":false}', "[]", "", '{"data":[],"has_more":"no"}'])(
  "%j is no list",
  async (text) => {
    await expect(readEnvelope(arriving([text]), same)).rejects.toThrow(UpstreamUnclear);
  },
);

test.each([
  ['{"data":[{"id":"a"}],"has_more":true,"next_page":"t"}', "t"],
  ['{"data":[{"id":"a"}],"has_more":true,"last_id":"b"}', "b"],
  ['{"data":[{"id":"a"}],"has_more":true}', "a"],
  ['{"data":[{"id":"a"}],"has_more":false,"last_id":"b"}', null],
])("where the next page of %s begins", async (text, next) => {
  expect(pageOf(await readEnvelope(arriving([text]), same)).next).toBe(next);
});

test.each([
  ['{"data":[],"has_more":true}', "empty_page"],
  ['{"data":[{}],"has_more":true}', "malformed"],
])("%s says that there is more, but not where", async (text, code) => {
  const envelope = await readEnvelope(arriving([text]), same);
  expect(() => pageOf(envelope)).toThrow(expect.objectContaining({ code }));
});
