import type { ReactNode } from "react";
import { Command } from "cmdk";

type PaletteItemProps = {
  value: string;
  icon: ReactNode;
  label: string;
  detail?: string;
  onSelect: () => void;
  /** Shown whatever is typed: the server has chosen it. */
  always?: boolean;
};

export function PaletteItem({ value, icon, label, detail, onSelect, always }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      {...(always && { forceMount: true })}
      className="data-[selected=true]:bg-accent [&_svg]:text-muted-foreground flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {icon}
      <span className="max-w-3/4 shrink-0 truncate last:max-w-full last:shrink">{label}</span>
      {detail !== undefined && detail !== label && (
        <span className="text-muted-foreground ml-auto min-w-0 truncate text-xs">{detail}</span>
      )}
    </Command.Item>
  );
}

type PaletteGroupProps = { heading: string; always?: boolean; children: ReactNode };

export function PaletteGroup({ heading, always, children }: PaletteGroupProps) {
  return (
    <Command.Group
      heading={heading}
      {...(always && { forceMount: true })}
      className="[&_[cmdk-group-heading]]:text-muted-foreground [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}
