"use client";
import type { RefObject } from "react";
import { useEffect, useEffectEvent, useRef } from "react";

/**
 * Tells when an element comes near the visible part of what scrolls around it, and again for as long as it stays near
 * after `state` has changed.
 */
export function useInSight<Part extends HTMLElement>(
  scroller: RefObject<HTMLElement | null>,
  onNear: () => void,
  state: unknown,
): RefObject<Part | null> {
  const target = useRef<Part>(null);
  const near = useEffectEvent(onNear);
  useEffect(() => {
    if (!target.current) return;
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && near(),
      {
        root: scroller.current,
        rootMargin: "1600px",
      },
    );
    watcher.observe(target.current);
    return () => watcher.disconnect();
  }, [scroller, state]);
  return target;
}
