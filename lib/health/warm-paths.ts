type Id = string | null;

/** An organization, and of it one of each that has a page of its own. */
export type Scene = { slug: string; member: Id; project: Id; keyProject: Id; key: Id };

/**
 * Addresses whose pages run what people's first clicks will run, those that are asked for most first. A test holds that
 * every page of an organization is among them.
 */
export function warmPaths({ slug, member, project, keyProject, key }: Scene): string[] {
  const ofOne = (folder: string, ...ids: Id[]) =>
    ids.includes(null) ? [] : [`/${folder}/${ids.map((id) => encodeURIComponent(id ?? "")).join("/")}`];
  const paths = [
    "",
    "/usage",
    "/costs",
    "/members",
    "/projects",
    "/keys",
    "/audit",
    ...ofOne("members", member),
    ...ofOne("projects", project),
    ...ofOne("keys", keyProject, key),
    "/usage?range=7d&by=project",
    "/members?q=a",
    "/search?q=a",
    "/usage/kinds",
    "/usage/rows",
    "/costs/rows",
    "/members/invites",
    "/audit/trail",
    "/exports",
    "/settings/streams",
    "/settings",
    "/settings/people",
  ];
  return paths.map((path) => `/o/${slug}${path}`);
}
