import type { AdminOrganization } from "#lib/admin-api/call.ts";

type Query = { start_time: number; end_time: number; limit: number; page?: string };

/** How one of upstream's usage endpoints is read. */
export type UsageKind = {
  /** facts.usage.kind */
  kind: string;
  template: string;
  list: (organization: AdminOrganization, query: Query) => { asResponse: () => Promise<Response> };
};

const hourly = { bucket_width: "1h" } as const;

export const usageKinds = {
  completions: {
    kind: "completions",
    template: "GET /organization/usage/completions",
    list: (organization, query) =>
      organization.usage.completions({
        ...query,
        ...hourly,
        group_by: ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source"],
      }),
  },
  embeddings: {
    kind: "embeddings",
    template: "GET /organization/usage/embeddings",
    list: (organization, query) =>
      organization.usage.embeddings({
        ...query,
        ...hourly,
        group_by: ["project_id", "user_id", "api_key_id", "model"],
      }),
  },
} as const satisfies Record<string, UsageKind>;
