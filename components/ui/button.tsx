import type { ComponentProps } from "react";
import { Slot } from "radix-ui";
import { cn } from "#components/ui/cn.ts";

const base =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:pointer-events-none disabled:opacity-55 aria-disabled:pointer-events-none aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0";

const variants = {
  primary: "bg-primary text-primary-foreground hover:bg-primary/90",
  secondary: "border border-border bg-card text-foreground shadow-xs hover:bg-accent",
  ghost: "text-foreground hover:bg-accent",
  destructive: "bg-destructive text-destructive-foreground hover:bg-destructive/90",
  link: "h-auto! px-0! text-primary underline-offset-4 hover:underline",
};

const sizes = { sm: "h-7 px-2.5 text-xs", md: "h-8.5 px-3 text-sm", icon: "size-8.5" };

export type ButtonVariant = keyof typeof variants;
export type ButtonSize = keyof typeof sizes;

/** The classes of a button, for links that look like one: <Link className={buttonClass({ variant: "secondary" })}>. */
export function buttonClass(look: { variant?: ButtonVariant; size?: ButtonSize } = {}): string {
  return cn(base, variants[look.variant ?? "secondary"], sizes[look.size ?? "md"]);
}

type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Lends the look to the only child, such as a link. */
  asChild?: boolean;
};

export function Button({ variant, size, asChild, className, type = "button", ...props }: ButtonProps) {
  const classes = cn(buttonClass({ ...(variant && { variant }), ...(size && { size }) }), className);
  if (asChild) return <Slot.Root className={classes} {...props} />;
  return <button type={type} className={classes} {...props} />;
}
