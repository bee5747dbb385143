import { expect, test } from "vitest";
import { usageKindNames } from "#lib/sync/kinds.ts";
import enStreams from "#messages/en/streams.json" with { type: "json" };
import enUsage from "#messages/en/usage.json" with { type: "json" };
import jaStreams from "#messages/ja/streams.json" with { type: "json" };
import jaUsage from "#messages/ja/usage.json" with { type: "json" };

test.each([
  { language: "English", streams: enStreams, usage: enUsage, before: "Usage: " },
  { language: "Japanese", streams: jaStreams, usage: jaUsage, before: "使用量：" },
])(
  "a stream of usage is called in $language what the usage page calls its kind",
  ({ streams, usage, before }) => {
    for (const kind of usageKindNames)
      expect(streams.kinds[`usage_${kind}`].toLowerCase()).toBe(
        `${before}${usage.kinds[kind]}`.toLowerCase(),
      );
  },
);
