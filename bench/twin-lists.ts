import type pg from "pg";

const day = 86_400;

/** A list of the twin, where its cursor goes, and how the rows that a walk has seen are counted and copied. */
export type TwinList = {
  name: string;
  path: string;
  query: Record<string, string>;
  groups?: string[];
  cursor: "after" | "page";
  /** The rows up to the cursor, or all of them where there is none. */
  rowsOf: (client: pg.Client, after: string | undefined) => Promise<{ count: number; copy: string }>;
};

type Ends = { anchorAt: number; middleAt: number };

async function endsOf(client: pg.Client): Promise<Ends> {
  const { rows } = await client.query<{ anchor: number; days: number }>(
    "SELECT anchor_at::int AS anchor, days FROM twin.organization",
  );
  const { anchor = 0, days = 0 } = rows[0] ?? {};
  return { anchorAt: anchor, middleAt: anchor - Math.floor(days / 2) * day };
}

async function counted(client: pg.Client, select: string): Promise<{ count: number; copy: string }> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM (${select}) r`);
  return { count: Number(rows[0]?.count), copy: `COPY (${select}) TO STDOUT` };
}

/** Of a page token the part that says where the next page begins, which the twin wrote and the bench only reads. */
function placeOf(token: string): number {
  return Number(/^(\d+)\./.exec(Buffer.from(token.replace(/^page_/, ""), "base64url").toString())?.[1]);
}

const owner = ["project_id", "user_id", "api_key_id"];

function buckets(
  table: string,
  column: string,
  from: number,
  list: Omit<TwinList, "cursor" | "rowsOf">,
): TwinList {
  return {
    ...list,
    query: { start_time: String(from), ...list.query },
    cursor: "page",
    rowsOf: (client, after) => {
      const to = after === undefined ? "" : ` AND ${column} < ${placeOf(after)}`;
      return counted(client, `SELECT * FROM ${table} WHERE ${column} >= ${from}${to}`);
    },
  };
}

function directoryLists(defaultProjectId: string): TwinList[] {
  return [
    {
      name: "users, limit 100",
      path: "/organization/users",
      query: { limit: "100" },
      cursor: "after",
      rowsOf: (on, after) => {
        const place =
          after === undefined ? "" : ` AND seq <= (SELECT seq FROM twin.users WHERE id = '${after}')`;
        return counted(on, `SELECT * FROM twin.users WHERE deleted_at IS NULL${place}`);
      },
    },
    {
      name: "users of the default project, limit 100",
      path: `/organization/projects/${defaultProjectId}/users`,
      query: { limit: "100" },
      cursor: "after",
      rowsOf: (on, after) => {
        const place =
          after === undefined ? "" : ` AND seq <= (SELECT seq FROM twin.users WHERE id = '${after}')`;
        return counted(
          on,
          `SELECT u.* FROM twin.users u WHERE deleted_at IS NULL${place} AND (role = 'owner' OR EXISTS (SELECT FROM
           twin.project_users m, twin.organization o WHERE m.user_id = u.id AND m.project_id = o.default_project_id AND m.deleted_at IS NULL))`,
        );
      },
    },
  ];
}

/** What a backfill reads most of: events deep in the history, usage by the hour, costs by the day, people. */
export async function twinLists(client: pg.Client): Promise<TwinList[]> {
  const { anchorAt, middleAt } = await endsOf(client);
  const from = anchorAt - 28 * day;
  const usage = (kind: string, groups: string[]) =>
    buckets(`twin.usage_${kind}`, "hour_at", from, {
      name: `usage/${kind} by hour, all groups, limit 168`,
      path: `/organization/usage/${kind}`,
      query: { bucket_width: "1h", limit: "168", end_time: String(anchorAt) },
      groups,
    });
  return [
    {
      name: "audit_logs from the middle, limit 100",
      path: "/organization/audit_logs",
      query: { limit: "100", "effective_at[lt]": String(middleAt) },
      cursor: "after",
      rowsOf: (on, after) => {
        const place =
          after === undefined
            ? ""
            : ` AND (effective_at, seq) >= (SELECT effective_at, seq FROM twin.events WHERE id = '${after}')`;
        return counted(
          on,
          `SELECT * FROM twin.events WHERE is_tenant = false AND effective_at < ${middleAt}${place} ORDER BY effective_at DESC, seq DESC`,
        );
      },
    },
    usage("completions", [...owner, "model", "batch", "service_tier", "api_source"]),
    usage("embeddings", [...owner, "model"]),
    buckets("twin.costs", "day_at", from, {
      name: "costs by day, all groups, limit 7",
      path: "/organization/costs",
      query: { limit: "7", end_time: String(anchorAt) },
      groups: [...owner, "api_source", "line_item"],
    }),
    ...directoryLists(await defaultProject(client)),
  ];
}

async function defaultProject(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    "SELECT default_project_id AS id FROM twin.organization",
  );
  return rows[0]?.id ?? "";
}
