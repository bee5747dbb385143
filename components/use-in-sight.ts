"use client";
import type { RefObject } from "react";
import { useEffect, useEffectEvent, useRef } from "react";

type Sight = {
  /** What scrolls around it, where that is not the page. */ scroller?: RefObject<HTMLElement | null>;
  /** How many pixels beyond the visible part count as in sight. */ margin: number;
  /** When this changes and it is still in sight, it is told again. */ state?: unknown;
};

export function useInSight<Part extends HTMLElement>(
  onSight: () => void,
  { scroller, margin, state }: Sight,
): RefObject<Part | null> {
  const target = useRef<Part>(null);
  const tell = useEffectEvent(onSight);
  useEffect(() => {
    if (!target.current) return;
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && tell(),
      { root: scroller?.current ?? null, rootMargin: `${margin}px` },
    );
    watcher.observe(target.current);
    return () => watcher.disconnect();
  }, [scroller, margin, state]);
  return target;
}
