import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { requirePorts } from "./require-ports.ts";

const other = createServer();
const place = {
  dataDir: "",
  publicUrl: "",
  databaseUrl: undefined,
  secret: "",
  demoPassword: "",
  ownerEmail: undefined,
};

beforeEach(() => new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve)));
afterEach(() => new Promise((resolve) => other.close(resolve)));

const takenPort = () => (other.address() as AddressInfo).port;

test("a port that another program holds is named, with the way to choose another", async () => {
  const ports = { ...place, host: "127.0.0.1", port: takenPort(), twinPort: 1, isDemo: false };
  await expect(requirePorts(ports)).rejects.toThrow(`Port ${takenPort()} is in use by another program`);
});

test("the twin's port matters only when there is a twin", async () => {
  const ports = { ...place, host: "127.0.0.1", port: 0, twinPort: takenPort(), isDemo: true };
  await expect(requirePorts(ports)).rejects.toThrow("TWIN_PORT=");
  await expect(requirePorts({ ...ports, isDemo: false })).resolves.toBeUndefined();
});
