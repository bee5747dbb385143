import { spawn } from "node:child_process";
import { signal } from "./stop.ts";
import { root } from "./root.ts";

type Options = {
  /** Where it runs; the project's own folder without it. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  isShown?: boolean;
};

/** Runs a program to its end. Returns all it printed; throws with its last words if it failed. */
export async function runProgram(command: string, words: string[], options: Options = {}): Promise<string> {
  const child = spawn(command, words, {
    cwd: options.cwd ?? root,
    stdio: ["ignore", "pipe", "pipe"],
    env: options.env ?? process.env,
    // A group of its own, so that its children can be ended with it.
    detached: true,
  });
  options.signal?.addEventListener("abort", () => child.pid && signal(child.pid, "SIGTERM"), { once: true });
  let output = "";
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
    if (options.isShown) process.stdout.write(chunk);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code === 0) return output;
  throw Object.assign(new Error(lastWords(output) || `${command} ended with ${code}`), { output });
}

/** What a failed program said last: the sentence that we mark with ✖, else its last lines. */
export function lastWords(output: string): string {
  const lines = output.trim().split("\n").filter(Boolean);
  const marked = lines.findLast((line) => line.startsWith("✖ "));
  return marked ? marked.slice(2) : lines.slice(-8).join("\n");
}
