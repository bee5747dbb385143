import { headers } from "next/headers";
import { ReplayPresses } from "./replay-presses.tsx";

/** Marks what was pressed or chosen last before the page could answer. Plain script, since nothing else runs yet. */
const script = `(() => {
  const { dataset } = document.documentElement;
  const mark = (part, type) => {
    if (!part || "hydrated" in dataset) return false;
    document.querySelector("[data-early]")?.removeAttribute("data-early");
    part.dataset.early = type;
    return true;
  };
  const watch = (type, selector) =>
    addEventListener(type, ({ target }) => mark(target.closest?.(selector), type), true);
  watch("click", 'button[type="button"]:not([popovertarget])');
  watch("change", "select");
  addEventListener("keydown", (event) => {
    if (event.key?.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
    if (mark(document.querySelector('[aria-keyshortcuts~="Control+K"]'), "click")) event.preventDefault();
  }, true);
})()`;

/**
 * A press on a button, a choice or the palette's key before the page is hydrated would be lost: it is remembered, and
 * given to the page when it can answer. Links, forms and popovers work before by themselves.
 */
export async function EarlyPresses() {
  const policy = (await headers()).get("content-security-policy");
  const nonce = /'nonce-([^']+)'/.exec(policy ?? "")?.[1];
  return (
    <>
      <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />
      <ReplayPresses />
    </>
  );
}
