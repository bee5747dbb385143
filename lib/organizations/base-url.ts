import { z } from "zod";

export const openAiBaseUrl = "https://api.openai.com/v1";

/**
 * Addresses that clouds answer with their machine's own credentials: nobody's Admin API lives there. URL writes
 * every spelling of an address in one way, but for IPv4 within IPv6 (169.254 is a9fe) and the dot of the root.
 */
const linkLocal =
  /^169\.254\.|^\[fe[89ab]|^\[::(ffff:)?a9fe:|^\[fd00:ec2::254\]$|^metadata\.google\.internal\.?$/i;

function isLinkLocal(hostname: string): boolean {
  return linkLocal.test(hostname);
}

function isUsable(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol)) return false;
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}

/**
 * Where an Admin API is. Only http and https without credentials or query; private networks are allowed, since
 * proxies and the twin live there, so who may connect an organization may make the server call any such address.
 */
export const BaseUrl = z
  .string()
  .trim()
  .max(300, "tooLong")
  .transform((text) => text || openAiBaseUrl)
  .refine(isUsable, "url")
  .transform((text) => new URL(text))
  .refine((url) => !isLinkLocal(url.hostname), "linkLocal")
  .transform((url) => url.href.replace(/\/+$/, ""));
