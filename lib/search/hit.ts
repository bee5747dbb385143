/** What a hit is; "eventType" stands for all events of one type. */
export const hitKinds = ["member", "project", "key", "event", "eventType"] as const;
export type HitKind = (typeof hitKinds)[number];

/** Something that the palette found. path is below the organization's own: "/members/user-1". */
export type Hit = { kind: HitKind; id: string; label: string; detail: string; path: string };

export const perKind = 6;
