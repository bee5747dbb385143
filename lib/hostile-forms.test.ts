import { beforeAll, expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import type { Form } from "#lib/testing/access/forms.ts";
import { formNames, formsOf } from "#lib/testing/access/forms.ts";
import { hostile } from "#lib/testing/access/hostile.ts";
import { tryTo } from "#lib/testing/access/try.ts";
import type { World } from "#lib/testing/access/world.ts";
import { aWorld } from "#lib/testing/access/world.ts";

let world: World;
let forms: Record<string, Form>;
beforeAll(async () => {
  world = await aWorld();
  forms = formsOf(world);
});

const shown = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

test("every form has its case", () => expect(Object.keys(forms).toSorted()).toEqual(formNames.toSorted()));

test.each(formNames)("%s is done or refused in words, whatever stands in any of its fields", async (name) => {
  const { fields, send } = forms[name] ?? {
    fields: {},
    send: () => Promise.reject(new Error(`No form ${name}`)),
  };
  for (const field of Object.keys(fields))
    for (const text of hostile) {
      const tried = await tryTo(() => send(world.owner, { ...fields, [field]: text }));
      expect(tried, `${field} = ${shown(text)}`).not.toMatchObject({ ended: "crash" });
      // A job that waits would be in the way of the next one.
      if (name === "createExport" || name === "compareCounts")
        await pool.query("DELETE FROM background_jobs WHERE organization_id = $1 AND id <> $2", [
          world.organization.id,
          world.jobId,
        ]);
    }
  const without = await tryTo(() => send(world.owner, {}));
  expect(without).not.toMatchObject({ ended: "crash" });
});
