import type { Prisma } from "#lib/generated/prisma/client.ts";

export const inviteSummary = {
  id: true,
  email: true,
  role: true,
  status: true,
  createdAt: true,
  expiresAt: true,
  acceptedAt: true,
  deletedAt: true,
} satisfies Prisma.InviteSelect;

export type InviteSummary = Prisma.InviteGetPayload<{ select: typeof inviteSummary }>;
