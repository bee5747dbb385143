"use client";
import { useId } from "react";
import { cn } from "#components/ui/cn.ts";
import { Input } from "#components/ui/input.tsx";
import { useUrlParam } from "#components/use-url-param.ts";

type TextFilterProps = {
  name: string;
  label: string;
  hint?: string;
  suggestions?: string[];
  className?: string;
};

/** An exact value, kept in the address once it is complete: on Enter, on leaving the field or on picking a suggestion. */
export function TextFilter({ name, label, hint, suggestions = [], className }: TextFilterProps) {
  const { value, change, pending } = useUrlParam(name);
  const listId = useId();
  const commit = (text: string) => {
    if (text.trim() !== value) change(text.trim());
  };
  return (
    <>
      <Input
        // The address changed by itself: begin again with what it says.
        key={value}
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-busy={pending}
        placeholder={hint ?? label}
        defaultValue={value}
        className={cn("soft:w-full soft:sm:w-48", className)}
        {...(suggestions.length > 0 && { list: listId })}
        onBlur={(event) => commit(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit(event.currentTarget.value);
        }}
        onChange={(event) => {
          if (suggestions.includes(event.target.value)) commit(event.target.value);
        }}
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  );
}
