import { explain } from "#scripts/system/failure.ts";

/** ok: as it should be; warn: works, but somebody should look; fail: something does not work. */
export type Finding = {
  title: string;
  state: "ok" | "warn" | "fail";
  says: string;
  advice?: string;
};

export type Verdict = Omit<Finding, "title">;

export const ok = (says: string): Verdict => ({ state: "ok", says });
export const warn = (says: string, advice: string): Verdict => ({ state: "warn", says, advice });
export const fail = (says: string, advice: string): Verdict => ({ state: "fail", says, advice });

export type Check = { title: string; run: () => Promise<Verdict | Verdict[]> | Verdict | Verdict[] };

/** Runs a check; one that throws has found something, too. */
export async function find({ title, run }: Check): Promise<Finding[]> {
  try {
    const verdicts = await run();
    return (Array.isArray(verdicts) ? verdicts : [verdicts]).map((verdict) => ({ title, ...verdict }));
  } catch (error) {
    return [{ title, state: "fail", says: explain(error) }];
  }
}

export function duration(seconds: number): string {
  const units: [number, string][] = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
  ];
  const [size, unit] = units.find(([least]) => seconds >= 2 * least) ?? [1, "s"];
  return `${Math.round(seconds / size)} ${unit}`;
}
