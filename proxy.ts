import type { NextRequest } from "next/server";
import { NextResponse } from "next/server";
import { requestIdFrom } from "#lib/request-context.ts";

const isDevelopment = process.env.NODE_ENV === "development";

/** Scripts run only with this request's nonce; styles may be inline, as the positioning of menus needs it. */
function contentSecurityPolicy(nonce: string, secure: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** Gives every request an id that the log and the trail share, and every page its policy. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search, protocol } = request.nextUrl;
  const secure = (request.headers.get("x-forwarded-proto") ?? protocol.slice(0, -1)) === "https";
  const policy = contentSecurityPolicy(btoa(crypto.randomUUID()), secure);
  const requestId = requestIdFrom(request.headers.get("x-request-id"));

  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  headers.set("x-asked-path", pathname + search);
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("x-request-id", requestId);
  response.headers.set("content-security-policy", policy);
  if (secure) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|icon.svg).*)"] };
