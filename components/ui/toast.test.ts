import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dismissToast, toast, toastStore } from "#components/ui/toast.ts";

const shown = () => toastStore.get().map(({ tone, text }) => `${tone}: ${text}`);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test("a toast is told to whoever listens and goes by itself", () => {
  const notify = vi.fn();
  const leave = toastStore.subscribe(notify);
  toast.success("Saved");
  expect(notify).toHaveBeenCalledOnce();
  expect(shown()).toEqual(["success: Saved"]);

  vi.advanceTimersByTime(10_000);
  expect(shown()).toEqual([]);
  leave();
  toast.error("Later");
  expect(notify).toHaveBeenCalledTimes(2);
});

test("at most three are shown, the oldest goes first", () => {
  for (const text of ["a", "b", "c", "d"]) toast.error(text);
  expect(shown()).toEqual(["error: b", "error: c", "error: d"]);
});

test("what can be taken back stays longer", () => {
  const undo = vi.fn();
  toast.success("Removed", { label: "Undo", run: undo });
  vi.advanceTimersByTime(10_000);
  toastStore.get()[0]?.action?.run();
  expect(undo).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(10_000);
  expect(shown()).toEqual([]);
});

test("one can be dismissed", () => {
  toast.success("a");
  toast.success("b");
  dismissToast(toastStore.get()[0]?.id ?? -1);
  expect(shown()).toEqual(["success: b"]);
});
