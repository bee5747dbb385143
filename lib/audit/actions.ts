/** Everything the trail can say, noun.verb; messages/<locale>/trail.json words each. */
export const trailActions = [
  "session.start",
  "session.end",
  "session.refuse",
  "user.create",
  "grant.create",
  "grant.updateRole",
  "grant.remove",
  "organization.connect",
  "organization.update",
  "organization.replaceKey",
  "organization.disconnect",
  "stream.sync",
  "member.invite",
  "member.updateRole",
  "member.remove",
  "invite.revoke",
  "project.create",
  "project.rename",
  "project.archive",
  "project.addMember",
  "project.updateMember",
  "project.removeMember",
  "audit.export",
  "table.export",
] as const;

export type TrailAction = (typeof trailActions)[number];
