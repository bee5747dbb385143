import type { ReactElement, ReactNode } from "react";
import { cloneElement, createElement, Fragment, isValidElement } from "react";
import type { CompiledMessage, FormatValues } from "icu-minify/format";
import format from "icu-minify/format";

/** Messages parsed beforehand, by full key. */
export type CompiledMessages = Record<string, CompiledMessage>;

type Values = Record<string, unknown>;
type Translator = {
  (key: string, values?: Values): string;
  rich: (key: string, values?: Values) => ReactNode;
  has: (key: string) => boolean;
};

/** One for each language and way of writing that the messages name: making one costs more than using it. */
function keptFor<Words extends unknown[], Made>(make: (...words: Words) => Made): (...words: Words) => Made {
  const made = new Map<string, Made>();
  return (...words) => {
    const key = JSON.stringify(words);
    const one = made.get(key) ?? make(...words);
    made.set(key, one);
    return one;
  };
}

const formatters = {
  getDateTimeFormat: keptFor(
    (...words: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...words),
  ),
  getNumberFormat: keptFor(
    (...words: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...words),
  ),
  getPluralRules: keptFor(
    (...words: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...words),
  ),
};

type Make = (chunks: ReactNode) => ReactNode;

/** Elements in a list need keys, and the functions that make them should not have to think of it. */
function keyed(values: Values): FormatValues<ReactElement> {
  let made = 0;
  const entries = Object.entries(values).map(([name, value]) => {
    if (typeof value !== "function") return [name, value] as const;
    const make = value as Make;
    const makeKeyed = (chunks: ReactNode) => {
      const node = make(chunks);
      made += 1;
      return isValidElement(node)
        ? cloneElement(node, { key: `${name}${made}` })
        : createElement(Fragment, { key: `${name}${made}` }, node);
    };
    return [name, makeKeyed] as const;
  });
  return Object.fromEntries(entries) as FormatValues<ReactElement>;
}

/** Words the messages of one namespace, or of a branch of one, in a language. A message that is missing reads as its key. */
export function createCompiledTranslator(
  locale: string,
  timeZone: string,
  messages: CompiledMessages,
  namespace: string,
): Translator {
  const write = (key: string, values: Values): ReactNode => {
    const full = `${namespace}.${key}`;
    const message = messages[full];
    if (message === undefined) {
      console.error(`The message ${full} is missing here.`);
      return full;
    }
    return format(message, locale, keyed(values), { formatters, timeZone });
  };
  const translate = (key: string, values: Values = {}) => {
    const text = write(key, values);
    return typeof text === "string" ? text : "";
  };
  return Object.assign(translate, {
    rich: (key: string, values: Values = {}) => write(key, values),
    has: (key: string) => `${namespace}.${key}` in messages,
  });
}
