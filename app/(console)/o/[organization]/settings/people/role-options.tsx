import { useTranslations } from "#components/intl/use-translations.ts";

const roles = ["owner", "admin", "finance", "auditor", "viewer"] as const;

export function RoleOptions() {
  const t = useTranslations("shell");
  return roles.map((role) => (
    <option key={role} value={role}>
      {t(`roles.${role}`)}
    </option>
  ));
}
