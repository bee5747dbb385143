"use client";
import { useEffect } from "react";

/** Gives the page what <EarlyPresses> remembered. A part that is hydrated later is hydrated at once by the event. */
export function ReplayPresses() {
  useEffect(() => {
    document.documentElement.dataset["hydrated"] = "";
    const part = document.querySelector<HTMLElement>("[data-early]");
    if (!part) return;
    const { early = "click" } = part.dataset;
    delete part.dataset["early"];
    part.dispatchEvent(new Event(early, { bubbles: true, cancelable: true }));
  }, []);
  return null;
}
