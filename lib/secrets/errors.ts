/** Why a sealed secret cannot be opened: it is not one of ours, sealed under another METSUKE_SECRET, or altered. */
export type SecretFault = "malformed" | "unknown_key" | "tampered";

const sentences: Record<SecretFault, string> = {
  malformed: "The sealed secret is not in a format that this version can read.",
  unknown_key: "The secret was sealed under another METSUKE_SECRET: start with the one it was sealed under.",
  tampered: "The sealed secret was altered, or belongs to another row: it cannot be trusted.",
};

/** A sealed secret that cannot be opened. The message is a sentence for the operator and holds no secret. */
export class SecretError extends Error {
  readonly fault: SecretFault;

  constructor(fault: SecretFault, options?: ErrorOptions) {
    super(sentences[fault], options);
    this.name = "SecretError";
    this.fault = fault;
  }
}
