import { Skeleton } from "#components/ui/skeleton.tsx";
import { cn } from "#components/ui/cn.ts";
import { getTranslations } from "#lib/i18n/server.ts";

/** The fallback of a block that streams; give it the height of what comes. */
export async function BlockSkeleton({ className }: { className?: string }) {
  const t = await getTranslations("common");
  return (
    <div role="status" data-skeleton>
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className={cn("soft:h-32 w-full rounded-lg", className)} />
    </div>
  );
}
