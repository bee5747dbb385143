/**
 * The address of whoever asked, of what X-Forwarded-For says and the connection shows. Each proxy adds the address
 * that it was asked from at the end: the last `trusted` steps are ours and believed, what a client wrote before
 * them is not.
 */
export function clientAddress(
  forwardedFor: string | undefined,
  socketAddress: string | undefined,
  trusted: number,
): string {
  const named = (forwardedFor ?? "").split(",").map((address) => address.trim());
  const chain = [...named.filter((address) => address !== ""), socketAddress ?? "unknown"];
  return (chain[Math.max(0, chain.length - 1 - trusted)] ?? "unknown").slice(0, 64);
}
