import type { Invite } from "openai/resources/admin/organization/invites";
import type { MirrorRow, MirrorTable, Writes } from "#lib/mirror/rows.ts";
import { tombstoneRows, upsertRows } from "#lib/mirror/rows.ts";

export const inviteTable: MirrorTable = {
  name: "invites",
  key: ["id"],
  columns: {
    id: "text",
    email: "text",
    role: "text",
    status: "text",
    created_at: "epoch",
    expires_at: "epoch",
    accepted_at: "epoch",
  },
};

/** Older answers call the moment of the invitation invited_at. */
type AnyInvite = Invite & { invited_at?: number };

function rowOf(invite: AnyInvite): MirrorRow {
  return {
    values: {
      id: invite.id,
      email: invite.email ?? "",
      role: invite.role ?? "",
      status: invite.status ?? "",
      created_at: invite.created_at ?? invite.invited_at ?? null,
      expires_at: invite.expires_at ?? null,
      accepted_at: invite.accepted_at ?? null,
    },
    raw: invite,
  };
}

/** Brings invites into the mirror; at is when the request was sent. */
export async function mirrorInvites(
  tx: Writes,
  organizationId: string,
  invites: readonly Invite[],
  at: Date,
): Promise<number> {
  return upsertRows(tx, inviteTable, organizationId, invites.map(rowOf), at);
}

export async function tombstoneInvites(
  tx: Writes,
  organizationId: string,
  ids: readonly string[],
  at: Date,
): Promise<number> {
  return tombstoneRows(
    tx,
    inviteTable,
    organizationId,
    ids.map((id) => ({ id })),
    at,
  );
}
