"use client";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { CircleCheck, CircleX, X } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Button } from "#components/ui/button.tsx";
import type { Toast } from "#components/ui/toast.ts";
import { dismissToast, toastStore } from "#components/ui/toast.ts";

const none: readonly Toast[] = [];

export function Toaster() {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, () => none);
  const place = useRef<HTMLDivElement>(null);
  const count = toasts.length;
  // There from the first, as a screen reader tells only what comes into a place that it knows; shown anew where a
  // dialog has opened above it since.
  useEffect(() => {
    const shown = place.current;
    const isOpen = shown?.matches(":popover-open") ?? false;
    if (isOpen && count > 0 && document.querySelector("dialog:modal")) shown?.hidePopover();
    if (!isOpen || !shown?.matches(":popover-open")) shown?.showPopover();
  }, [count]);
  return (
    <div
      ref={place}
      popover="manual"
      role="region"
      aria-label={t("notifications")}
      className="pointer-events-none fixed inset-auto right-4 bottom-4 m-0 w-[min(22rem,calc(100vw-2rem))] bg-transparent"
    >
      <div role="status" className="grid gap-2">
        {toasts.map(({ id, tone, text, action }) => (
          <div
            key={id}
            className="border-border bg-popover text-popover-foreground motion-safe:animate-appear pointer-events-auto flex items-center gap-2.5 rounded-lg border px-3.5 py-3 text-sm shadow-lg"
          >
            {tone === "success" ? (
              <CircleCheck aria-hidden className="text-success size-4 shrink-0" />
            ) : (
              <CircleX aria-hidden className="text-destructive size-4 shrink-0" />
            )}
            <span className="min-w-0 flex-1 break-words">{text}</span>
            {action && (
              <Button
                size="sm"
                onClick={() => {
                  dismissToast(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <button
              type="button"
              aria-label={common("close")}
              className="text-muted-foreground hover:bg-accent grid size-6 place-items-center rounded-sm"
              onClick={() => dismissToast(id)}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </div>
        ))}
      </div>
    </div>
  );
}
