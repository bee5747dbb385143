import { useMemo } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { CopyButton } from "#components/copy-button.tsx";
import { prettyJson } from "#lib/audit-events/pretty.ts";

/** More than this slows the browser down and nobody reads it; copying takes the whole. */
const shownCharacters = 100_000;

export function EventRaw({ raw }: { raw: string }) {
  const t = useTranslations("audit");
  const pretty = useMemo(() => prettyJson(raw), [raw]);
  const isCut = pretty.length > shownCharacters;
  return (
    <section aria-label={t("detail.raw")} className="grid min-w-0 gap-2">
      <div className="flex items-center justify-between">
        <h3 className="text-sm font-medium">{t("detail.raw")}</h3>
        <CopyButton text={raw} label={t("detail.copyRaw")} />
      </div>
      <pre
        // Focusable so that people without a mouse can scroll it.
        tabIndex={0}
        className="bg-muted/60 border-border max-h-[32rem] overflow-auto rounded-md border p-3 text-xs leading-5"
      >
        {isCut ? pretty.slice(0, shownCharacters) : pretty}
      </pre>
      {isCut && (
        <p className="text-muted-foreground text-xs">
          {t("detail.cut", { shown: shownCharacters, total: pretty.length })}
        </p>
      )}
    </section>
  );
}
