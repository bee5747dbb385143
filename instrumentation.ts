/** Runs once when a web process starts, before the first request is answered. */
export async function register(): Promise<void> {
  // next-auth reads its own address only from here. Without a public origin it answers at whatever host it is asked.
  const origin = process.env["METSUKE_URL"];
  if (origin) process.env["NEXTAUTH_URL"] ??= origin;
  else process.env["AUTH_TRUST_HOST"] ??= "1";

  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { actionsKey, startWebProcess } = await import("#lib/health/start-web-process.ts");
  // Every copy of web must be able to open what another one has sealed into a page, and no image may hold the key.
  process.env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] = actionsKey();
  startWebProcess(process.cwd());
  if (process.env.NODE_ENV !== "production") return;
  const { shareOwnFiles } = await import("#lib/static-files/share-own-files.ts");
  await shareOwnFiles(process.cwd());
}
