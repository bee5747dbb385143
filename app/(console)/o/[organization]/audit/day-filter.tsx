"use client";
import { Input } from "#components/ui/input.tsx";
import { useUrlParam } from "#components/use-url-param.ts";

/** A calendar day of the organization's time zone, kept in the address. */
export function DayFilter({ name, label }: { name: "from" | "to"; label: string }) {
  const { value, change, pending } = useUrlParam(name);
  const day = value.slice(0, 10);
  return (
    <label className="text-muted-foreground flex items-center gap-1.5 text-xs whitespace-nowrap max-sm:w-full">
      {label}
      <Input
        key={day}
        type="date"
        min="1970-01-01"
        max="9999-12-31"
        aria-busy={pending}
        defaultValue={day}
        className="w-36 max-sm:flex-1"
        onChange={({ target }) => {
          // While a year is typed it runs through 0002 and 0020: those are not meant.
          if (target.value !== day && (target.value === "" ? target.validity.valid : target.value >= "1970"))
            change(target.value);
        }}
      />
    </label>
  );
}
