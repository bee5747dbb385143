import type { CompiledMessages } from "#lib/i18n/translator.ts";

const added = new WeakMap<CompiledMessages, Map<string, CompiledMessages>>();

/**
 * The messages and those that a text of JSON holds, which win. The same ones each time: the server renders every page
 * with the same few texts, and reading them costs more than wording them.
 */
export function addMessages(messages: CompiledMessages, text: string): CompiledMessages {
  const known = added.get(messages) ?? new Map<string, CompiledMessages>();
  added.set(messages, known);
  const found = known.get(text);
  if (found) return found;
  const made = { ...messages, ...(JSON.parse(text) as CompiledMessages) };
  known.set(text, made);
  return made;
}
