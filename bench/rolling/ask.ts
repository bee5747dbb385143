import { setTimeout as sleep } from "node:timers/promises";

export type Asked = { answers: number; longestMs: number; wrong: string[] };

/** Asks for one page after the other until it is stopped, which tells how many answered, how late, and what was wrong. */
export function keepAsking(url: string, cookie: string, paths: string[]): { stop: () => Promise<Asked> } {
  const asked: Asked = { answers: 0, longestMs: 0, wrong: [] };
  let isOver = false;
  const run = (async () => {
    for (let turn = 0; !isOver; turn += 1) {
      const path = paths[turn % paths.length] ?? "/";
      const startedAt = performance.now();
      const answer = await fetch(url + path, { headers: { cookie }, redirect: "manual" }).catch(
        (error: unknown) => String(error),
      );
      const text = typeof answer === "string" ? answer : await answer.text().catch(String);
      asked.answers += 1;
      asked.longestMs = Math.max(asked.longestMs, performance.now() - startedAt);
      if (typeof answer === "string" || answer.status !== 200)
        asked.wrong.push(`${path}: ${typeof answer === "string" ? answer : answer.status}`);
      else if (!text.includes("</html>")) asked.wrong.push(`${path}: not to its end`);
      await sleep(20);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await run;
      return asked;
    },
  };
}
