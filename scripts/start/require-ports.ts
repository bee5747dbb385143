import { Failure } from "../system/failure.ts";
import { isFree } from "../system/find-port.ts";
import type { Configuration } from "./configure.ts";

/** Refuses to start while another program listens where we are going to. */
export async function requirePorts({ host, port, twinPort, isDemo }: Configuration): Promise<void> {
  if (!(await isFree(port, host))) {
    throw new Failure(
      `Port ${port} is in use by another program: stop that one, or choose another port, as in PORT=3001 npm start.`,
    );
  }
  if (isDemo && !(await isFree(twinPort, "127.0.0.1"))) {
    throw new Failure(
      `Port ${twinPort}, for the twin, is in use by another program: choose another, as in TWIN_PORT=4101 npm start.`,
    );
  }
}
