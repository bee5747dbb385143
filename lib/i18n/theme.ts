export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

/** The cookie that holds the theme a person chose. */
export const themeCookie = "metsuke-theme";

/** The theme that a cookie names; like the system where it names none. */
export function themeOf(chosen: string | undefined): Theme {
  return themes.find((theme) => theme === chosen) ?? "system";
}
