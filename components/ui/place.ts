export type Align = "start" | "end";

const gap = 6;
const edge = 8;
const leastHeight = 120;

type Box = { top: number; bottom: number; left: number; right: number };
type Size = { width: number; height: number };

/**
 * Where a panel stands beside its anchor, in pixels of the window: below it, or above where there is more room;
 * never beyond the window's edge, and no higher than the room there is.
 */
export function placeBeside(anchor: Box, panel: Size, view: Size, align: Align) {
  const below = view.height - anchor.bottom - gap - edge;
  const above = anchor.top - gap - edge;
  const isBelow = panel.height <= below || below >= above;
  const maxHeight = Math.max(isBelow ? below : above, leastHeight);
  const height = Math.min(panel.height, maxHeight);
  const wanted = align === "start" ? anchor.left : anchor.right - panel.width;
  const left = Math.max(edge, Math.min(wanted, view.width - panel.width - edge));
  const top = isBelow ? anchor.bottom + gap : anchor.top - gap - height;
  return { left, top: Math.max(edge, top), maxHeight };
}

/** Keeps an open panel beside its anchor while things move; returns how to stop. */
export function followAnchor(panel: HTMLElement, anchor: HTMLElement, align: Align): () => void {
  const place = () => {
    panel.style.maxHeight = "";
    const size = { width: panel.offsetWidth, height: panel.offsetHeight };
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    const { left, top, maxHeight } = placeBeside(anchor.getBoundingClientRect(), size, view, align);
    Object.assign(panel.style, { left: `${left}px`, top: `${top}px`, maxHeight: `${maxHeight}px` });
  };
  place();
  const resized = new ResizeObserver(place);
  resized.observe(panel);
  resized.observe(anchor);
  const settings = { capture: true, passive: true };
  addEventListener("scroll", place, settings);
  addEventListener("resize", place);
  return () => {
    resized.disconnect();
    removeEventListener("scroll", place, settings);
    removeEventListener("resize", place);
  };
}
