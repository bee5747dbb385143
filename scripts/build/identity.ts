import { createHash } from "node:crypto";

type Identity = { METSUKE_BUILD_ID: string; NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: string };

/**
 * What Next.js calls a build and its server actions. Builds of the same sources are the same build, wherever they were
 * made: copies of web that run them may serve one another's pages. The key only names the actions, and gives an action
 * the same name in every version that has it, so that a page that was open before an update still works after it; what
 * seals is derived from METSUKE_SECRET (instrumentation.ts).
 */
export function identityOf(fingerprint: string): Identity {
  const key = createHash("sha256").update("metsuke names of actions").digest("base64");
  return { METSUKE_BUILD_ID: fingerprint, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key };
}
