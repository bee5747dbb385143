import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "#components/intl/use-translations.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useErrorText } from "#components/use-error-text.ts";
import type { OpenEvent } from "./load-event.ts";
import { EventDetail } from "./event-detail.tsx";
import { Refused, fetchJson } from "./fetch-json.ts";

type EventSheetProps = { organization: string; place: string | null; onClose: () => void };

function useEvent(organization: string, place: string | null) {
  return useQuery({
    queryKey: ["audit-event", organization, place],
    queryFn: ({ signal }) =>
      fetchJson<OpenEvent>(`/o/${organization}/audit/event?event=${encodeURIComponent(place ?? "")}`, signal),
    enabled: place !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (failures, error) => failures < 1 && !(error instanceof Refused),
  });
}

function Sheeted({ organization, place, onClose }: EventSheetProps) {
  const t = useTranslations("audit");
  const errorText = useErrorText();
  const { data: event, error } = useEvent(organization, place);
  const refused = error instanceof Refused ? errorText(error.key, error.values) : errorText("network");
  return (
    <Sheet open={place !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent title={event?.summary ?? t("detail.title")} className="w-[min(42rem,100vw)]">
        {event && <EventDetail organization={organization} event={event} />}
        {error && (
          <Alert tone="destructive" announce>
            {refused}
          </Alert>
        )}
        {!event && !error && (
          <div role="status" aria-label={t("detail.loading")} className="grid gap-3">
            <Skeleton className="h-40" />
            <Skeleton className="h-64" />
          </div>
        )}
      </SheetContent>
    </Sheet>
  );
}

export function EventSheet(props: EventSheetProps) {
  return (
    <QueryProvider>
      <Sheeted {...props} />
    </QueryProvider>
  );
}
