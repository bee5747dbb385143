import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { localUrl } from "./local-url.ts";

const hasIpv6 = Object.values(networkInterfaces()).some((one) =>
  one?.some(({ family }) => family === "IPv6"),
);
const hosts = ["127.0.0.1", "localhost", "0.0.0.0", ...(hasIpv6 ? ["::1", "::"] : [])];

test.each(hosts)("what listens on %s is reached from here", async (host) => {
  const server = createServer((_request, response) => response.end("here"));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  try {
    expect(await (await fetch(localUrl(host, port))).text()).toBe("here");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a host of one network is asked there and not at home", () => {
  expect(localUrl("192.0.2.7", 3000)).toBe("http://192.0.2.7:3000");
  expect(localUrl("2001:db8::7", 3000)).toBe("http://[2001:db8::7]:3000");
  expect(localUrl("::", 80)).toBe("http://127.0.0.1:80");
});
