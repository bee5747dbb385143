import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { ErrorRegistry, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

export type EngineOptions = {
  datamodels: [path: string, content: string][] | undefined;
  url: string | undefined;
  shadowDatabaseUrl: string | undefined;
};
export type EngineError = Error & { code?: string };
type Engine = { call(method: string, params: unknown): Promise<unknown> };

/** What the CLI asks under another name than the WASM engine's. */
const renamed: Record<string, string> = { getDatabaseVersion: "version" };

async function instantiate(): Promise<void> {
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = await readFile(path.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, {
    "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
}

/** The engine names an error of ours "External error id#3": this finds it again. */
function originalOf(error: unknown, registry: ErrorRegistry): unknown {
  const id = /External error id#(\d+)/.exec(String(error))?.[1];
  return (id && registry.consumeError(Number(id))?.error) || error;
}

/** Loads the engine, which connects at once: even a `diff` of two schema folders needs DATABASE_URL. */
export async function loadEngine(
  options: EngineOptions,
  connector: SqlMigrationAwareDriverAdapterFactory,
): Promise<Engine> {
  // The engine looks for its panic message here.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(text) },
  });
  await instantiate();
  const bound = bindMigrationAwareSqlAdapterFactory(connector);
  const reveal = (error: unknown) => {
    throw originalOf(error, bound.errorRegistry);
  };
  const constructorOptions = { datamodels: options.datamodels };
  const engine = await bindings.SchemaEngine.new(constructorOptions, () => undefined, bound).catch(reveal);
  const methods = engine as unknown as Record<string, ((params: unknown) => Promise<unknown>) | undefined>;
  return {
    async call(method, params) {
      const name = renamed[method] ?? method;
      if (typeof methods[name] !== "function") throw new Error(`The schema engine has no method ${method}.`);
      return methods[name](params).catch(reveal);
    },
  };
}
