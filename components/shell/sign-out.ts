/** Ends the session on the server and leaves for the sign-in page; a whole new page, so that nothing stays on screen. */
export async function signOut(): Promise<void> {
  const asked = await fetch("/api/auth/csrf", { cache: "no-store" });
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/" }),
  });
  // eslint-disable-next-line @next/next/no-location-assign-relative-destination
  location.assign("/sign-in?ended=1");
}
