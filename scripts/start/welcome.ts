import { join } from "node:path";
import type { Configuration } from "./configure.ts";

/** What a person needs once everything runs: the address, how to sign in, where to look. */
export function welcome({
  publicUrl,
  isDemo,
  demoPassword,
  ownerEmail,
  dataDir,
  twinPort,
}: Configuration): void {
  const lines = [`Metsuke is ready at ${publicUrl}`, ""];
  if (ownerEmail) lines.push(`Sign in as   ${ownerEmail}, with METSUKE_OWNER_PASSWORD`);
  if (isDemo) {
    lines.push("Sign in as   admin@example.com, finance@example.com or auditor@example.com");
    lines.push(`Password     ${demoPassword}`);
    lines.push(`Twin         http://127.0.0.1:${twinPort}/v1, admin key sk-admin-twin`);
  } else if (!ownerEmail) {
    lines.push("Nobody can sign in until METSUKE_OWNER_EMAIL and METSUKE_OWNER_PASSWORD name a first owner.");
  }
  lines.push(`Logs         ${join(dataDir, "logs")}`, "", "Ctrl-C stops everything.");
  console.log(`\n${lines.map((line) => `  ${line}`.trimEnd()).join("\n")}\n`);
}
