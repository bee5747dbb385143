import { Skeleton } from "#components/ui/skeleton.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

/** The fallback of a table that streams: rows of the height that the real ones have. */
export async function TableSkeleton({ rows = 8 }: { rows?: number }) {
  const t = await getTranslations("common");
  return (
    <div role="status" data-skeleton className="grid">
      <span className="sr-only">{t("loading")}</span>
      <div className="border-border bg-muted/50 h-9 border-b" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="border-border flex h-11 items-center gap-6 border-b px-4 last:border-b-0">
          <Skeleton className="h-3.5 w-1/4" />
          <Skeleton className="h-3.5 w-1/3" />
          <Skeleton className="ml-auto h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
