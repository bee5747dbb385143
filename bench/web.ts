import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { findPort } from "#scripts/system/find-port.ts";
import { root } from "#scripts/system/root.ts";

export type Web = {
  url: string;
  /** Memory that the server holds now. */
  residentBytes: () => number;
  cpuSeconds: () => number;
  stop: () => Promise<void>;
};

const ticksPerSecond = 100;

/** Starts one production web server, as npm run web does, and waits until it says that it is ready. Needs npm run build. */
export async function startWeb(environment: Record<string, string>): Promise<Web> {
  const port = await findPort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["scripts/web.ts"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...environment, PORT: String(port), METSUKE_URL: url, LOG_LEVEL: "warn" },
  });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw new Error("The web server ended before it was ready.");
    if ((await fetch(`${url}/api/health/ready`).catch(() => null))?.ok) break;
    await sleep(100);
  }
  return {
    url,
    stop,
    residentBytes: () => {
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
      return Number(kilobytes) * 1024;
    },
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    },
  };
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/**
 * Signs in through the form's own address; returns the cookies of the session. address is whom a proxy would name as
 * the client: from one address a hundred may try in a quarter of an hour.
 */
export async function signIn(
  url: string,
  email: string,
  password: string,
  address = "127.0.0.1",
): Promise<string> {
  const asked = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const answered = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(asked), "x-forwarded-for": address },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
  });
  const cookies = cookiesOf(answered);
  if (!cookies.includes("session-token")) throw new Error(`Signing in answered ${answered.status}.`);
  return cookies;
}
