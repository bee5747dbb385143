import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import type { SourceMapPayload } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Which package or file a source belongs to: "node_modules/next", "components/shell/palette.tsx". */
function ownerOf(source: string): string {
  const path = decodeURIComponent(source).replace(/^.*\[project\]\/|^turbopack:\/\/\/?/, "");
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  if (name === undefined) return path;
  // The framework carries React and others compiled in.
  const [, compiled] = /next\/dist\/compiled\/([^/]+)/.exec(path) ?? [];
  return compiled === undefined ? name : `next: ${compiled}`;
}

/** How many bytes of a script come from which package or file, by its source map; gzip in proportion. */
export function weighModules(chunksDir: string, chunk: string): Map<string, number> {
  const text = readFileSync(join(chunksDir, chunk), "utf8");
  const [, mapName] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(text) ?? [];
  if (mapName === undefined) return new Map([[chunk, gzipSync(text).length]]);
  const map = new SourceMap(JSON.parse(readFileSync(join(chunksDir, mapName), "utf8")) as SourceMapPayload);
  const ratio = gzipSync(text).length / Buffer.byteLength(text);
  const weights = new Map<string, number>();
  for (const [lineIndex, line] of text.split("\n").entries()) {
    for (let column = 0; column < line.length; column += 1) {
      const entry = map.findEntry(lineIndex, column);
      const owner = "originalSource" in entry ? ownerOf(entry.originalSource) : "(unmapped)";
      weights.set(owner, (weights.get(owner) ?? 0) + ratio);
    }
  }
  return weights;
}
