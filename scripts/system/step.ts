const slowAfter = 1500;

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1).padStart(6);
}

/** Runs one step and says how long it took; one that is slow is announced, so that nobody wonders. */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  const announcement = setTimeout(() => console.log(`… ${title}`), slowAfter);
  try {
    const result = await work();
    console.log(`✓ ${title.padEnd(44)} ${seconds(startedAt)} s`);
    return result;
  } finally {
    clearTimeout(announcement);
  }
}
