"use client";
import { Toaster as Sonner } from "sonner";
import { useTranslations } from "use-intl";

/** Where toasts appear; call toast.success("…") of "sonner" from client components. */
export function Toaster() {
  const t = useTranslations("shell");
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel={t("notifications")}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-center gap-2.5 rounded-lg border border-border bg-popover px-3.5 py-3 text-sm text-popover-foreground shadow-lg",
          success: "[&_[data-icon]]:text-success",
          error: "[&_[data-icon]]:text-destructive",
          description: "text-muted-foreground",
        },
      }}
    />
  );
}
