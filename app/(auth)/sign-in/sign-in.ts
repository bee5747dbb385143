export type Outcome = "signedIn" | "wrong" | "throttled" | "unavailable";

const outcomes: Record<string, Outcome> = { CredentialsSignin: "wrong", tooManyAttempts: "throttled" };

/** Asks next-auth's own routes; the answer is where it would have sent a browser without JavaScript. */
export async function signIn(email: string, password: string): Promise<Outcome> {
  try {
    const asked = await fetch("/api/auth/csrf", { cache: "no-store" });
    const { csrfToken } = (await asked.json()) as { csrfToken: string };
    const answer = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, email, password, json: "true", callbackUrl: "/" }),
    });
    const { url } = (await answer.json()) as { url?: string };
    const error = url === undefined ? "none" : new URL(url, location.origin).searchParams.get("error");
    if (answer.ok && error === null) return "signedIn";
    return outcomes[error ?? ""] ?? "unavailable";
  } catch {
    return "unavailable";
  }
}
