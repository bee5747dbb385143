"use client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { LoaderCircle, Search, X } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { cn } from "#components/ui/cn.ts";
import { Input } from "#components/ui/input.tsx";
import { useUrlParam } from "#components/use-url-param.ts";

type SearchFieldProps = {
  /** What is searched, for example "Search members". */ label: string;
  name?: string;
  className?: string;
};

const delayMs = 250;

function useSearchText(name: string) {
  const { value, change, pending } = useUrlParam(name);
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const field = useRef<HTMLInputElement>(null);
  // What was typed before the page was hydrated nobody has told us of.
  const takeOver = useEffectEvent((typed: string) => typed !== text && setText(typed));
  useEffect(() => void takeOver(field.current?.value ?? ""), []);
  const send = useEffectEvent((wanted: string) => {
    if (wanted === sent.current) return;
    sent.current = wanted;
    change(wanted);
  });
  useEffect(() => {
    const timer = setTimeout(() => send(text), delayMs);
    return () => clearTimeout(timer);
  }, [text]);
  // The address changed by itself (a link, going back): show what it says.
  const follow = useEffectEvent((wanted: string) => {
    if (wanted === sent.current) return;
    sent.current = wanted;
    setText(wanted);
  });
  useEffect(() => follow(value), [value]);
  return { text, setText, pending, field };
}

/** Text kept in the address (?q=…); the server searches a quarter of a second after the last key. */
export function SearchField({ label, name = "q", className }: SearchFieldProps) {
  const t = useTranslations("common");
  const { text, setText, pending, field } = useSearchText(name);
  const Icon = pending ? LoaderCircle : Search;
  return (
    <div role="search" aria-label={label} className={cn("soft:w-full soft:sm:w-64 relative", className)}>
      <Icon
        aria-hidden
        className={cn(
          "text-muted-foreground pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2",
          pending && "motion-safe:animate-spin",
        )}
      />
      <Input
        ref={field}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        aria-label={label}
        placeholder={label}
        className="px-8"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setText("");
        }}
      />
      {text !== "" && (
        <button
          type="button"
          aria-label={t("clearSearch")}
          className="text-muted-foreground hover:bg-accent hover:text-foreground absolute top-1/2 right-1.5 grid size-6 -translate-y-1/2 place-items-center rounded-sm"
          onClick={() => setText("")}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}
