import type { Locale } from "#lib/i18n/locales.ts";

/** A number as people may hand it over: decimal strings are formatted exactly, without a float in between. */
export type Quantity = number | bigint | string;

const tags: Record<Locale, string> = { en: "en-US", ja: "ja-JP" };

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

function exact(value: Quantity): number | bigint | Intl.StringNumericLiteral {
  return typeof value === "string" ? (value as Intl.StringNumericLiteral) : value;
}

function asDate(at: Date | string | number): Date {
  return at instanceof Date ? at : new Date(at);
}

/** A formatter of one kind, made when first used: making one costs more than using it a thousand times. */
function once<Formatter>(make: () => Formatter): () => Formatter {
  let made: Formatter | undefined;
  return () => (made ??= make());
}

const sizes = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** How large a figure is when it is written with one digit after the point. */
const rounded = (value: number) => Math.round(Math.abs(value) * 10) / 10;

/** Amounts that have units of their own. They are for reading: a float is exact enough. */
function measures(tag: string) {
  const unit = (name: string) =>
    once(
      () =>
        new Intl.NumberFormat(tag, {
          style: "unit",
          unit: name,
          unitDisplay: "short",
          maximumFractionDigits: 1,
        }),
    );
  const bytes = sizes.map(unit);
  const times = { second: unit("second"), minute: unit("minute"), hour: unit("hour") };
  return {
    /** Seconds as 12.5 sec, 3 min or 1,234.5 hr; 12.5 秒, 3 分, 1,234.5 時間. */
    duration: (seconds: Quantity) => {
      const value = Number(seconds);
      // As it will be written: 59.96 seconds are a minute, not sixty seconds.
      if (rounded(value) < 60) return times.second().format(value);
      return rounded(value / 60) < 60 ? times.minute().format(value / 60) : times.hour().format(value / 3600);
    },
    /** Bytes held through hours: 1.2 GB-hours, 1.2 GB 時間. */
    byteHours: (value: Quantity) => {
      const fits = sizes.findIndex((_, size) => rounded(Number(value) / 1000 ** size) < 1000);
      const size = fits < 0 ? sizes.length - 1 : fits;
      const written = bytes[size]?.().format(Number(value) / 1000 ** size) ?? "";
      return tag === tags.ja ? `${written} 時間` : `${written}-hours`;
    },
  };
}

function numbers(tag: string) {
  const plain = once(() => new Intl.NumberFormat(tag, { maximumFractionDigits: 6 }));
  const compact = once(
    () => new Intl.NumberFormat(tag, { notation: "compact", maximumFractionDigits: 1, useGrouping: true }),
  );
  const percent = once(
    () =>
      new Intl.NumberFormat(tag, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  );
  const dollars = once(() => new Intl.NumberFormat(tag, { style: "currency", currency: "USD" }));
  const dollarsExact = once(
    () => new Intl.NumberFormat(tag, { style: "currency", currency: "USD", maximumFractionDigits: 18 }),
  );
  const dollarsCompact = once(
    () =>
      new Intl.NumberFormat(tag, {
        style: "currency",
        currency: "USD",
        notation: "compact",
        useGrouping: true,
      }),
  );
  return {
    /** 1,234,567 */
    number: (value: Quantity) => plain().format(exact(value)),
    /** 1.2M, 123万 */
    compact: (value: Quantity) => compact().format(exact(value)),
    /** 0.123 as 12.3%, 0.12 as 12.0%: below one another, their digits stand in columns. */
    percent: (value: number) => percent().format(value),
    /** US dollars with cents; a decimal string keeps every digit until it is rounded once. */
    money: (value: Quantity) => dollars().format(exact(value)),
    /** US dollars with every digit there is. */
    moneyExact: (value: Quantity) => dollarsExact().format(exact(value)),
    /** $1.2K, for the ticks of a chart. */
    moneyCompact: (value: Quantity) => dollarsCompact().format(exact(value)),
  };
}

function times(tag: string, timeZone: string) {
  const dateTime = once(
    () => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short", timeZone }),
  );
  const exactTime = once(
    () => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "long", timeZone }),
  );
  const date = once(() => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone }));
  const time = once(() => new Intl.DateTimeFormat(tag, { timeStyle: "short", timeZone }));
  const day = once(() => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" }));
  const weekday = once(
    () =>
      new Intl.DateTimeFormat(tag, {
        weekday: "short",
        year: "numeric",
        month: "short",
        day: "numeric",
        timeZone: "UTC",
      }),
  );
  const shortDay = once(
    () => new Intl.DateTimeFormat(tag, { month: "short", day: "numeric", timeZone: "UTC" }),
  );
  const month = once(() => new Intl.DateTimeFormat(tag, { year: "numeric", month: "long", timeZone: "UTC" }));
  const ago = once(() => new Intl.RelativeTimeFormat(tag, { numeric: "auto" }));
  return {
    /** Nov 22, 2026, 9:41 PM */
    dateTime: (at: Date | string | number) => dateTime().format(asDate(at)),
    /** With seconds and the zone. */
    exactTime: (at: Date | string | number) => exactTime().format(asDate(at)),
    date: (at: Date | string | number) => date().format(asDate(at)),
    time: (at: Date | string | number) => time().format(asDate(at)),
    /** A calendar day "2026-11-22", which belongs to no zone. */
    day: (on: string) => day().format(new Date(`${on}T00:00:00Z`)),
    /** The same with its day of the week: Sun, Nov 22, 2026. */
    weekday: (on: string) => weekday().format(new Date(`${on}T00:00:00Z`)),
    /** The same without its year, for the ticks of a chart. */
    shortDay: (on: string) => shortDay().format(new Date(`${on}T00:00:00Z`)),
    month: (on: string) => month().format(new Date(`${on.slice(0, 7)}-01T00:00:00Z`)),
    /** 3 minutes ago, in 2 days */
    relative: (at: Date | string | number, now: Date | number = Date.now()) => {
      const seconds = (asDate(at).getTime() - asDate(now).getTime()) / 1000;
      const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
      return ago().format(Math.trunc(seconds / length), unit);
    },
  };
}

export type Format = ReturnType<typeof numbers> & ReturnType<typeof measures> & ReturnType<typeof times>;

const created = new Map<string, Format>();

/**
 * How one language writes numbers, money and times; times are those of the zone. The same one each time: a table asks
 * for it in every cell, and what it holds is dear to make.
 */
export function createFormat(locale: Locale, timeZone: string): Format {
  const key = `${locale} ${timeZone}`;
  const known = created.get(key);
  if (known) return known;
  const format = { ...numbers(tags[locale]), ...measures(tags[locale]), ...times(tags[locale], timeZone) };
  created.set(key, format);
  return format;
}
