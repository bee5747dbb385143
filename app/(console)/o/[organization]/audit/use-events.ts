"use client";
import { useEffect, useRef, useState } from "react";
import type { DescribedEvent } from "#lib/audit-events/describe.ts";
import { fetchJson } from "./fetch-json.ts";
import type { EventPage } from "./load-events.ts";

type Events = {
  events: DescribedEvent[];
  next: string | null;
  state: "idle" | "loading" | "failed";
  /** Asks for the page after the last one, unless it is being asked for or there is none. */
  readOn: () => void;
};

/** The pages of the list read so far. A log only grows at its head, which a visit to the page reads anew. */
export function useEvents(address: string, query: string, first: EventPage): Events {
  const [{ events, next }, setPage] = useState(first);
  const [state, setState] = useState<Events["state"]>("idle");
  const reading = useRef<AbortController>(null);
  useEffect(() => () => reading.current?.abort(), []);

  const read = async (after: string, signal: AbortSignal) => {
    try {
      const page = await fetchJson<EventPage>(
        `${address}?after=${encodeURIComponent(after)}&${query}`,
        signal,
      );
      setPage((before) => ({ events: [...before.events, ...page.events], next: page.next }));
      setState("idle");
    } catch {
      if (!signal.aborted) setState("failed");
    } finally {
      reading.current = null;
    }
  };
  const readOn = () => {
    if (next === null || reading.current) return;
    reading.current = new AbortController();
    setState("loading");
    void read(next, reading.current.signal);
  };
  return { events, next, state, readOn };
}
