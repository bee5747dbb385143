const everywhere = new Set(["0.0.0.0", "::"]);

/** Where this machine itself reaches what listens on a host: any of its addresses stands for all of them. */
export function localUrl(host: string, port: number): string {
  const name = everywhere.has(host) ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
