import type { ProjectRateLimit } from "openai/resources/admin/organization/projects/rate-limits";

export type Limits = Omit<ProjectRateLimit, "id" | "model" | "object">;
export const limitNames = [
  "max_requests_per_1_minute",
  "max_tokens_per_1_minute",
  "max_images_per_1_minute",
  "max_audio_megabytes_per_1_minute",
  "max_requests_per_1_day",
  "batch_1_day_max_input_tokens",
] as const satisfies (keyof Limits)[];
export type LimitName = (typeof limitNames)[number];

/** What upstream writes for "no limit". */
const unlimited = 2_147_483_647;

function text(requests: number, tokens: number, batchTokens: number): Limits {
  return {
    max_requests_per_1_minute: requests,
    max_tokens_per_1_minute: tokens,
    batch_1_day_max_input_tokens: batchTokens,
  };
}

const image = { ...text(250, 8_000_000, unlimited), max_images_per_1_minute: 250 };

/** The organization's own limits by model: what a project has unless told, and the most that it may have. */
const families: Record<string, Limits> = {
  "gpt-4.1": text(10_000, 30_000_000, 5_000_000_000),
  "gpt-4o-mini": text(30_000, 150_000_000, 15_000_000_000),
  "gpt-5": text(15_000, 40_000_000, 15_000_000_000),
  "gpt-5-mini": text(30_000, 180_000_000, 15_000_000_000),
  "gpt-5-nano": text(30_000, 180_000_000, 15_000_000_000),
  "gpt-5.2": text(15_000, 40_000_000, 15_000_000_000),
  "gpt-5.2-pro": text(10_000, 30_000_000, 5_000_000_000),
  "gpt-5.4": text(15_000, 40_000_000, 15_000_000_000),
  "gpt-5.4-mini": text(30_000, 180_000_000, 15_000_000_000),
  "gpt-5.5": text(15_000, 40_000_000, 15_000_000_000),
  "gpt-5.6-luna": text(30_000, 180_000_000, 15_000_000_000),
  "gpt-6-luna": text(30_000, 180_000_000, 15_000_000_000),
  "gpt-6-sol": text(15_000, 40_000_000, 15_000_000_000),
  "gpt-image-1.5": image,
  "gpt-4o-mini-tts": { max_requests_per_1_minute: 10_000, max_tokens_per_1_minute: 8_000_000 },
  "gpt-4o-transcribe": {
    max_requests_per_1_minute: 10_000,
    max_tokens_per_1_minute: 6_000_000,
    max_audio_megabytes_per_1_minute: 5000,
  },
  "omni-moderation-latest": {
    max_requests_per_1_minute: 5000,
    max_tokens_per_1_minute: 500_000,
    max_requests_per_1_day: unlimited,
  },
  "text-embedding-3-large": text(10_000, 10_000_000, 4_000_000_000),
  "text-embedding-3-small": text(10_000, 10_000_000, 4_000_000_000),
};

/** A snapshot stands beside its family with the same limits. */
const snapshots = { "gpt-4.1": "2025-04-14", "gpt-4o-mini": "2024-07-18", "gpt-5": "2025-08-07" };

export const modelLimits: readonly { model: string; limits: Limits }[] = Object.entries(families).flatMap(
  ([model, limits]) => {
    const dated = Object.entries(snapshots).find(([family]) => family === model)?.[1];
    return [{ model, limits }, ...(dated === undefined ? [] : [{ model: `${model}-${dated}`, limits }])];
  },
);
