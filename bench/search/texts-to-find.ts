import type pg from "pg";
import type { Spread } from "./six-events.ts";

export type TextToFind = { what: string; text: string; spread: Spread };

type Edge = { id: string; actor_email: string; project_name: string };

async function edge(client: pg.ClientBase, organizationId: string, order: "ASC" | "DESC"): Promise<Edge> {
  const { rows } = await client.query<Edge>(
    `SELECT id, actor_email, project_name FROM facts.audit_events
     WHERE organization_id = $1 AND actor_email <> '' AND project_name <> ''
     ORDER BY effective_at ${order}, id ${order} LIMIT 1`,
    [organizationId],
  );
  const [found] = rows;
  if (!found) throw new Error("There is no event to look for.");
  return found;
}

/** Texts of an organization that are everywhere, somewhere and nowhere, each with what it stands for. */
export async function textsToFind(client: pg.ClientBase, organizationId: string): Promise<TextToFind[]> {
  const [newest, oldest] = [
    await edge(client, organizationId, "DESC"),
    await edge(client, organizationId, "ASC"),
  ];
  const [name = "", domain = ""] = oldest.actor_email.split("@");
  return [
    { what: "browser, in most events", text: "mozilla/5.0", spread: "everywhere" },
    { what: "domain of all people", text: `@${domain}`, spread: "everywhere" },
    { what: "type, a part of its name", text: "in.succee", spread: "everywhere" },
    { what: "newest actor, a part of the email", text: newest.actor_email.slice(1, -4), spread: "seldom" },
    { what: "oldest actor, a part of the email", text: oldest.actor_email.slice(1, -4), spread: "seldom" },
    { what: "project of the oldest event", text: oldest.project_name.slice(1), spread: "seldom" },
    { what: "oldest event, a part of its id", text: oldest.id.slice(3), spread: "seldom" },
    { what: "address, a part of it", text: "3.0.113.7", spread: "everywhere" },
    { what: "nowhere, of rare letters", text: "quetzalcoatl 77", spread: "seldom" },
    { what: "nowhere, words of English", text: "nowhere at all", spread: "seldom" },
    { what: "nowhere, an email of known parts", text: `${name}.${name}@${domain}`, spread: "seldom" },
    { what: "nowhere, an id of known parts", text: `user-${oldest.id.slice(-8)}00000000`, spread: "seldom" },
    { what: "nowhere, digits", text: "00010203040506", spread: "seldom" },
    { what: "nowhere, two letters", text: "qj", spread: "seldom" },
  ];
}
