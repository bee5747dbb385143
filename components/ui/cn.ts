/**
 * Joins class names and leaves out what is false. Nothing is taken away: what a component lets its users change it
 * gives itself as soft:…, which any class without it overrules (see globals.css).
 */
export function cn(...classes: (string | false | null | undefined)[]): string {
  return classes.filter(Boolean).join(" ");
}
