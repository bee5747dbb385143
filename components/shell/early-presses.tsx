import { headers } from "next/headers";
import { ReplayPresses } from "./replay-presses.tsx";

/** Marks what was pressed or chosen last before the page could answer. Plain script, since nothing else runs yet. */
const script = `(() => {
  const { dataset } = document.documentElement;
  const mark = (type, selector) =>
    addEventListener(type, ({ target }) => {
      const part = "hydrated" in dataset ? null : target.closest?.(selector);
      if (!part) return;
      document.querySelector("[data-early]")?.removeAttribute("data-early");
      part.dataset.early = type;
    }, true);
  mark("click", 'button[type="button"]:not([popovertarget])');
  mark("change", "select");
})()`;

/**
 * A press on a button or a choice made before the page is hydrated would be lost: it is remembered, and given to the
 * page when it can answer. Links, forms and popovers work before by themselves.
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
