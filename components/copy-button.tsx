"use client";
import { useEffect, useState } from "react";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { cn } from "#components/ui/cn.ts";

type CopyButtonProps = {
  text: string;
  /** What is copied, for example "Copy project id". */ label?: string;
  className?: string;
};

export function CopyButton({ text, label, className }: CopyButtonProps) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      aria-label={copied ? t("copied") : (label ?? t("copy"))}
      className={cn(
        "text-muted-foreground hover:bg-accent hover:text-foreground soft:size-6 inline-grid place-items-center rounded-sm",
        className,
      )}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {copied ? (
        <Check aria-hidden className="text-success size-3.5" />
      ) : (
        <Copy aria-hidden className="size-3.5" />
      )}
      <span aria-live="polite" className="sr-only">
        {copied ? t("copied") : ""}
      </span>
    </button>
  );
}
