import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { expect, test, vi } from "vitest";
import { isAlive } from "../system/identify.ts";
import { keepRunning } from "./keep-running.ts";

function sleeper(): ChildProcess {
  return spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
}

test("a service that is killed is started again and the sentence says why", async () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const children: ChildProcess[] = [];
  const launch = async () => {
    children.push(sleeper());
    return children.at(-1) ?? sleeper();
  };
  const running = await keepRunning(
    { name: "worker", launch, lastWords: () => "out of luck" },
    () => undefined,
  );

  children[0]?.kill("SIGKILL");
  await vi.waitFor(() => expect(children).toHaveLength(2), { timeout: 10_000 });

  expect(said.mock.calls.flat().join("\n")).toMatch(
    /worker ended \(SIGKILL\) and is started again: out of luck/,
  );
  await running.stop();
  const identity = running.identity();
  expect(identity && isAlive(identity)).toBe(false);
  said.mockRestore();
});

test("a service that was stopped stays stopped", async () => {
  let launches = 0;
  const launch = async () => {
    launches += 1;
    return sleeper();
  };
  const running = await keepRunning({ name: "web", launch, lastWords: () => "" }, () => undefined);
  await running.stop();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(launches).toBe(1);
});
