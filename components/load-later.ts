import { useEffect, useState } from "react";

type Later<Part> = {
  prepare: () => void;
  /** The part, fetched once it is wanted; undefined until it is there. */
  usePart: (isWanted: boolean) => Part | undefined;
};

/**
 * A part of the page that most visits never need. Unlike React's lazy it is there at once when it was fetched before,
 * and a fetch that failed is tried again the next time.
 */
export function loadLater<Part>(load: () => Promise<Part>): Later<Part> {
  let part: Part | undefined;
  let loading: Promise<void> | undefined;
  const fetchPart = () =>
    (loading ??= load().then(
      (loaded) => {
        part = loaded;
      },
      () => {
        loading = undefined;
      },
    ));

  function usePart(isWanted: boolean): Part | undefined {
    const [, renderAgain] = useState(0);
    useEffect(() => {
      if (!isWanted || part !== undefined) return;
      let isGone = false;
      void fetchPart().then(() => isGone || renderAgain((count) => count + 1));
      return () => {
        isGone = true;
      };
    }, [isWanted]);
    return part;
  }
  return { prepare: () => void fetchPart(), usePart };
}
