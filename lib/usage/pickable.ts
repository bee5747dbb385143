export const pickable = [
  "project",
  "model",
  "tier",
  "member",
  "key",
  "apiSource",
  "size",
  "imageSource",
  "context",
  "store",
  "lineItem",
] as const;

export type Pickable = (typeof pickable)[number];
