import type { ReactElement, ReactNode, Ref } from "react";
import { cloneElement, isValidElement } from "react";

type Props = Record<string, unknown> & { className?: string; ref?: Ref<unknown> };

function joined(ours: unknown, theirs: unknown): unknown {
  if (typeof ours !== "function") return theirs;
  if (typeof theirs !== "function") return ours;
  return (...words: unknown[]) => {
    (theirs as (...words: unknown[]) => void)(...words);
    (ours as (...words: unknown[]) => void)(...words);
  };
}

/** What is given to the only child besides its own: both handlers run, the child's first, and classes add up. */
function merge(given: Props, own: Props): Props {
  const merged: Props = { ...given, ...own };
  for (const name of Object.keys(given))
    if (/^on[A-Z]/.test(name)) merged[name] = joined(given[name], own[name]);
  const className = [given.className, own.className].filter(Boolean).join(" ");
  return { ...merged, ...(className !== "" && { className }) };
}

/** Lends its attributes to its only child, such as a link that looks like a button. */
export function Slot({ children, ...given }: { children?: ReactNode } & Record<string, unknown>) {
  if (!isValidElement<Props>(children)) return children;
  const child: ReactElement<Props> = children;
  return cloneElement(child, merge(given, child.props));
}
