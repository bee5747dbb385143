/** Runs once when a web process starts, before the first request. */
export function register(): void {
  // next-auth reads its own address only from here. Without a public origin it answers at whatever host it is asked.
  const origin = process.env["METSUKE_URL"];
  if (origin) process.env["NEXTAUTH_URL"] ??= origin;
  else process.env["AUTH_TRUST_HOST"] ??= "1";
}
