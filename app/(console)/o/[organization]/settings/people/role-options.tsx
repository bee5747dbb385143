import { useTranslations } from "#components/intl/use-translations.ts";

const roles = ["owner", "admin", "finance", "auditor", "viewer"] as const;

/** The roles of this console, as options of a select. */
export function RoleOptions() {
  const t = useTranslations("shell");
  return roles.map((role) => (
    <option key={role} value={role}>
      {t(`roles.${role}`)}
    </option>
  ));
}
