import compileMessage from "icu-minify/compile";
import type { Locale } from "#lib/i18n/locales.ts";
import type { Namespace } from "#lib/i18n/messages.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import type { CompiledMessages } from "#lib/i18n/translator.ts";

const compiled = new Map<string, CompiledMessages>();

function flatten(node: object, path: string): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}.${key}`, value]] : flatten(value as object, `${path}.${key}`),
  );
}

/** The messages of one namespace, parsed: once for a process, and in no browser at all. */
export function compileNamespace(locale: Locale, namespace: Namespace): CompiledMessages {
  const key = `${locale} ${namespace}`;
  const known = compiled.get(key);
  if (known) return known;
  const entries = flatten(messagesOf(locale)[namespace], namespace);
  const parsed = Object.fromEntries(entries.map(([path, text]) => [path, compileMessage(text)]));
  // The parser's objects have no prototype; ours are as the browser gets them.
  const made = JSON.parse(JSON.stringify(parsed)) as CompiledMessages;
  compiled.set(key, made);
  return made;
}

const written = new Map<string, string>();

/** The same as JSON: React would walk hundreds of messages for each page, and a text it sends as it is. */
export function writeNamespace(locale: Locale, namespace: Namespace): string {
  const key = `${locale} ${namespace}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(compileNamespace(locale, namespace));
  written.set(key, text);
  return text;
}
