import { RefreshCw } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { requestSyncAction } from "#components/streams/request-sync-action.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

type SyncNowProps = {
  organization: string;
  /** Which streams; empty for all. */
  kinds: StreamKind[];
  /** Says what is synced where "Sync now" does not. */
  label?: string;
  /** The stream, where several of these stand below one another: a name to hear, not to see. */
  stream?: string;
  isRunning: boolean;
  isPaused?: boolean;
  onDone: () => void;
};

export function SyncNow({
  organization,
  kinds,
  label,
  stream,
  isRunning,
  isPaused = false,
  onDone,
}: SyncNowProps) {
  const t = useTranslations("streams");
  return (
    <ActionForm
      action={requestSyncAction}
      organization={organization}
      namespace="streams"
      fields={{ kinds: kinds.join(",") }}
      onDone={onDone}
      className="justify-items-end"
    >
      <SubmitButton
        variant="secondary"
        size="sm"
        disabled={isRunning || isPaused}
        {...(stream && { "aria-label": t(isRunning ? "syncingStream" : "syncStream", { stream }) })}
      >
        <RefreshCw aria-hidden />
        {isRunning ? t("syncing") : (label ?? t("syncNow"))}
      </SubmitButton>
    </ActionForm>
  );
}
