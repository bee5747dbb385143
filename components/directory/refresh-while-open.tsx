"use client";
import { useEffect } from "react";
import { useRouter } from "next/navigation";

const everyMs = 5_000;

/** Renders the page anew every few seconds: for as long as something on it is being settled. */
export function RefreshWhileOpen() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
