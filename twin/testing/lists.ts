type Order = "asc" | "desc";

/** How a list of the API is read: its path with the ids of a filled twin, the convention of its cursor, its limits. */
export type ListCase = {
  template: string;
  path: string;
  /** Where the next `after` comes from: the page's `last_id` (also the last item's id), or its opaque `next`. */
  cursor: "last_id" | "next";
  /** The field that tells items apart. */
  id: "id" | "group_id";
  limits: { min: number; max: number; fallback: number };
  /** The order without being told, where the list takes one. */
  order?: Order;
  hasBefore?: true;
};

export type Places = { project: string; group: string; user: string };

const usual = { min: 1, max: 100, fallback: 20 };
const alerts = { min: 0, max: 100, fallback: 20 };
const groups = { min: 0, max: 1000, fallback: 100 };
const roles = { min: 0, max: 1000, fallback: 1000 };

type Rest = Partial<Omit<ListCase, "template" | "path">>;

/** Every list of the twin but those of buckets, with what the reference says of it. */
export function listCases(places: Places): ListCase[] {
  const list = (template: string, rest: Rest = {}): ListCase => {
    const path = template
      .replace(":project_id", places.project)
      .replace(":group_id", places.group)
      .replace(":user_id", places.user);
    return { template, path, cursor: "last_id", id: "id", limits: usual, ...rest };
  };
  const next = (limits: ListCase["limits"], order: Order): Rest => ({ cursor: "next", limits, order });
  const project = "/organization/projects/:project_id";
  return [
    list("/organization/admin_api_keys", { order: "asc" }),
    list("/organization/users"),
    list("/organization/invites"),
    list("/organization/projects"),
    list(`${project}/users`),
    list(`${project}/service_accounts`),
    list(`${project}/api_keys`),
    list(`${project}/rate_limits`, { limits: { ...usual, fallback: 100 }, hasBefore: true }),
    list(`${project}/spend_alerts`, { limits: alerts, order: "asc", hasBefore: true }),
    list("/organization/spend_alerts", { limits: alerts, order: "asc", hasBefore: true }),
    list("/organization/audit_logs", { hasBefore: true }),
    list(`${project}/groups`, { ...next(alerts, "asc"), id: "group_id" }),
    list("/organization/groups", next(groups, "asc")),
    list("/organization/groups/:group_id/users", next(groups, "desc")),
    list("/organization/roles", next(roles, "asc")),
    list("/projects/:project_id/roles", next(roles, "asc")),
    list("/organization/users/:user_id/roles", next(roles, "asc")),
    list("/organization/groups/:group_id/roles", next(roles, "asc")),
    list("/projects/:project_id/users/:user_id/roles", next(roles, "asc")),
    list("/projects/:project_id/groups/:group_id/roles", next(roles, "asc")),
  ];
}
