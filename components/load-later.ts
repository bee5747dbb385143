import { useEffect, useState } from "react";

type Later<Part> = {
  prepare: () => void;
  /** The part, fetched once it is wanted; undefined until it is there. */
  usePart: (isWanted: boolean) => Part | undefined;
};

/** A part that most visits never need: there at once when fetched before, tried again where that failed. */
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
