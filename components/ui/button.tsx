import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";
import { Slot } from "#components/ui/slot.tsx";

const base =
  "inline-flex shrink-0 items-center soft:justify-center gap-1.5 rounded-md soft:font-medium whitespace-nowrap transition-colors disabled:pointer-events-none disabled:opacity-55 aria-disabled:pointer-events-none aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0";

const variants = {
  primary: "bg-primary text-primary-foreground hover:bg-primary/90",
  secondary: "border soft:border-border bg-card text-foreground shadow-xs hover:bg-accent",
  ghost: "text-foreground hover:bg-accent",
  destructive: "bg-destructive text-destructive-foreground hover:bg-destructive/90",
  link: "h-auto! px-0! text-primary underline-offset-4 hover:underline",
};

const sizes = {
  sm: "soft:h-7 soft:px-2.5 soft:text-xs",
  md: "soft:h-8.5 soft:px-3 soft:text-sm",
  icon: "soft:size-8.5",
};

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
  if (asChild) return <Slot className={classes} {...props} />;
  return <button type={type} className={classes} {...props} />;
}
