/** The search line of a combobox, the same before and after its list is loaded. */
export const comboboxInputClass =
  "w-full border-b border-border bg-transparent px-3 py-2 text-sm outline-none placeholder:text-muted-foreground";
