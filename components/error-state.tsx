import { useEffect } from "react";
import { unstable_isUnrecognizedActionError as isUnknownAction } from "next/navigation";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Button } from "#components/ui/button.tsx";

type ErrorStateProps = { error: Error & { digest?: string }; retry: () => void };

/** Whether the page asked for something that the console had before an update and has no more: trying again is in vain. */
const isOfBefore = (error: Error) => error.name === "ChunkLoadError" || isUnknownAction(error);

/** What error.tsx files show: that it failed, a reference to find it in the log, and a way on. */
export function ErrorState({ error, retry }: ErrorStateProps) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  useEffect(() => console.error(error), [error]);
  const updated = isOfBefore(error);
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-20 text-center">
      <TriangleAlert aria-hidden className="text-warning mb-1 size-8" />
      <h1 className="text-lg font-semibold">{t(updated ? "updatedTitle" : "errorTitle")}</h1>
      <p className="text-muted-foreground text-sm">{t(updated ? "updatedBody" : "errorBody")}</p>
      {error.digest !== undefined && (
        <p className="text-muted-foreground font-mono text-xs">{t("reference", { digest: error.digest })}</p>
      )}
      <Button className="mt-2" onClick={updated ? () => window.location.reload() : retry}>
        {updated ? t("loadAgain") : common("tryAgain")}
      </Button>
    </div>
  );
}
