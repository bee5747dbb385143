"use client";
import type { ComponentProps, ReactNode } from "react";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

export const overlayClass = "fixed inset-0 z-50 bg-black/45 motion-safe:animate-appear";

export function CloseButton() {
  const t = useTranslations("common");
  return (
    <Radix.Close asChild>
      <Button variant="ghost" size="icon" className="absolute top-3 right-3" aria-label={t("close")}>
        <X aria-hidden />
      </Button>
    </Radix.Close>
  );
}

type DialogContentProps = Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  /** For contents that are wider than a form. */
  wide?: boolean;
};

/** The window itself: a title is required, so that it is always announced. */
export function DialogContent({
  title,
  description,
  wide,
  className,
  children,
  ...props
}: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Radix.Content
        {...(description === undefined && { "aria-describedby": undefined })}
        className={cn(
          "border-border bg-popover text-popover-foreground motion-safe:animate-appear fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-xl border p-5 shadow-xl",
          wide ? "max-w-3xl" : "max-w-lg",
          className,
        )}
        {...props}
      >
        <div className="flex flex-col gap-1 pr-10">
          <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
          {description !== undefined && (
            <Radix.Description className="text-muted-foreground text-sm">{description}</Radix.Description>
          )}
        </div>
        {children}
        <CloseButton />
      </Radix.Content>
    </Radix.Portal>
  );
}

/** The row of buttons at the end of a dialog. */
export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn("flex flex-col-reverse gap-2 pt-1 sm:flex-row sm:justify-end", className)}
      {...props}
    />
  );
}
