import { badRequest, missing } from "#twin/errors.ts";

/** All values of an array parameter, written `name[]=a&name[]=b` (as the SDK does) or `name=a&name=b`. */
export function strings(query: URLSearchParams, name: string): string[] {
  return [...query.getAll(`${name}[]`), ...query.getAll(name)];
}

/** The values of an array parameter that takes certain ones, each once however often it was named. */
export function choices<Choice extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly Choice[],
): Choice[] {
  return [...new Set(strings(query, name).map((value) => requireChoice(value, name, allowed)))];
}

export function choice<Choice extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly Choice[],
  fallback: Choice,
): Choice {
  const value = query.get(name);
  return value === null ? fallback : requireChoice(value, name, allowed);
}

function requireChoice<Choice extends string>(
  value: string,
  name: string,
  allowed: readonly Choice[],
): Choice {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const list = allowed.map((candidate) => `'${candidate}'`).join(", ");
  throw badRequest(`Invalid value: '${value}'. Supported values are: ${list}.`, name, "invalid_value");
}

export function boolean(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (value === "true" || value === "false") return value === "true";
  throw badRequest(
    `Invalid type for '${name}': expected a boolean, but got a string instead.`,
    name,
    "invalid_type",
  );
}

export function integer(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (/^-?\d{1,15}$/.test(value)) return Number(value);
  throw badRequest(
    `Invalid type for '${name}': expected an integer, but got a string instead.`,
    name,
    "invalid_type",
  );
}

export function requireInteger(query: URLSearchParams, name: string): number {
  const value = integer(query, name);
  if (value === undefined) throw missing(name);
  return value;
}

export type Limits = { min: number; max: number; fallback: number };

export const directoryLimits: Limits = { min: 1, max: 100, fallback: 20 };

/** Reads `limit`; out of range is refused, never clamped. */
export function limit(query: URLSearchParams, { min, max, fallback }: Limits): number {
  const value = integer(query, "limit") ?? fallback;
  if (value > max) {
    throw badRequest(
      `Invalid 'limit': integer above maximum value. Expected a value <= ${max}, but got ${value} instead.`,
      "limit",
      "integer_above_max_value",
    );
  }
  if (value < min) {
    throw badRequest(
      `Invalid 'limit': integer below minimum value. Expected a value >= ${min}, but got ${value} instead.`,
      "limit",
      "integer_below_min_value",
    );
  }
  return value;
}
