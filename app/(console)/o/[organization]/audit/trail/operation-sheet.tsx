import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "#components/intl/use-translations.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useErrorText } from "#components/use-error-text.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import { actionLabel } from "#lib/trail/label.ts";
import { Refused, fetchJson } from "../fetch-json.ts";
import type { OperationAnswer } from "./operation-detail.tsx";
import { OperationDetail } from "./operation-detail.tsx";

type OperationSheetProps = { organization: string; operation: string | null; onClose: () => void };

function Sheeted({ organization, operation, onClose }: OperationSheetProps) {
  const t = useTranslations("trail");
  const errorText = useErrorText();
  const { data: entries, error } = useQuery({
    queryKey: ["trail-operation", organization, operation],
    queryFn: ({ signal }) =>
      fetchJson<OperationAnswer>(
        `/o/${organization}/audit/trail/operation?operation=${encodeURIComponent(operation ?? "")}`,
        signal,
      ),
    enabled: operation !== null,
    retry: (failures, cause) => failures < 1 && !(cause instanceof Refused),
  });
  const last = entries?.at(-1);
  const title = last ? actionLabel(anyKey(t), last.action) : t("detail.title");
  return (
    <Sheet open={operation !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent title={title} className="w-[min(42rem,100vw)]">
        {entries && last && <OperationDetail operation={operation ?? ""} entries={entries} last={last} />}
        {error && (
          <Alert tone="destructive" announce>
            {error instanceof Refused ? errorText(error.key, error.values) : errorText("network")}
          </Alert>
        )}
        {!entries && !error && (
          <div role="status" aria-label={t("detail.loading")} className="grid gap-3">
            <Skeleton className="h-40" />
            <Skeleton className="h-40" />
          </div>
        )}
      </SheetContent>
    </Sheet>
  );
}

export function OperationSheet(props: OperationSheetProps) {
  return (
    <QueryProvider>
      <Sheeted {...props} />
    </QueryProvider>
  );
}
