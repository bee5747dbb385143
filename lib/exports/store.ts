import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { env } from "#lib/env.ts";

/** There is no room for what is to be written: disk, quota or file size limit. */
export class StoreFull extends Error {
  constructor(cause: unknown) {
    super("There is no space left where exports are kept.", { cause });
    this.name = "StoreFull";
  }
}

/**
 * Where the files of exports are kept: names with slashes, like an object store's, which can take its place.
 * What put() answered is there whole and survives a crash; what it did not answer may be absent or an orphan.
 */
export type ExportStore = {
  /** Writes all bytes or nothing; throws StoreFull where there is no room. Returns how many there are. */
  put: (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<number>;
  /** The bytes from start (counted from 0) up to, but not including, end. */
  read: (name: string, start: number, end: number) => Readable;
  /** Size in bytes; null where there is nothing of this name. */
  size: (name: string) => Promise<number | null>;
  /** The names right under a prefix that ends where a slash would be. */
  list: (prefix: string) => Promise<string[]>;
  /** Removes everything under a prefix, or one name. */
  remove: (prefix: string) => Promise<void>;
};

const noRoom = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, "wx", 0o600);
  try {
    let written = 0;
    for await (const chunk of bytes) {
      await file.writeFile(chunk);
      written += chunk.length;
    }
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

/** A folder of this machine, or one that all machines share. Nobody else can read it. */
export function folderStore(root: string): ExportStore {
  const pathOf = (name: string) => {
    const path = resolve(root, name);
    if (!path.startsWith(resolve(root) + "/")) throw new Error(`Not a name of the store: ${name}`);
    return path;
  };
  const absent = (error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  };
  return {
    put: async (name, bytes) => {
      const path = pathOf(name);
      const draft = `${path}.draft`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        const written = await write(draft, bytes);
        await rename(draft, path);
        return written;
      } catch (error) {
        await rm(draft, { force: true });
        throw noRoom.has(codeOf(error)) ? new StoreFull(error) : error;
      }
    },
    read: (name, start, end) =>
      createReadStream(pathOf(name), { start, end: end - 1, highWaterMark: 262_144 }),
    size: async (name) => (await stat(pathOf(name)).catch(absent))?.size ?? null,
    list: async (prefix) => (await readdir(join(root, prefix)).catch(absent)) ?? [],
    remove: async (prefix) => rm(pathOf(prefix), { recursive: true, force: true }),
  };
}

/** The store of this process: METSUKE_EXPORTS_DIR, or a folder of the data directory. */
export function exportStore(): ExportStore {
  return folderStore(env().METSUKE_EXPORTS_DIR ?? join(env().METSUKE_DATA_DIR, "exports"));
}
