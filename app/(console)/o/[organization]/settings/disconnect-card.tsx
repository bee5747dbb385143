"use client";
import { Unplug } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { disconnectOrganizationAction } from "./actions.ts";

/** Destroys the admin key and stops every stream; asks for the short name to be typed. */
export function DisconnectCard({ organization, name }: { organization: string; name: string }) {
  const t = useTranslations("settings");
  return (
    <Card title={t("disconnect.title")} description={t("disconnect.lead")}>
      <ConfirmDialog
        action={disconnectOrganizationAction}
        organization={organization}
        namespace="settings"
        fields={{ phrase: organization }}
        phrase={organization}
        title={t("disconnect.confirmTitle", { name })}
        description={t("disconnect.confirmLead")}
        confirmLabel={t("disconnect.action")}
        trigger={
          <Button variant="destructive">
            <Unplug aria-hidden />
            {t("disconnect.action")}
          </Button>
        }
      />
    </Card>
  );
}
