export type ToastAction = { label: string; run: () => void };

export type Toast = { id: number; tone: "success" | "error"; text: string; action?: ToastAction };

const shownMs = 5000;
/** Who may want to take something back needs the time to read and to reach it. */
const shownWithActionMs = 15_000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const notify of listeners) notify();
}

function add(tone: Toast["tone"], text: string, action?: ToastAction): void {
  lastId += 1;
  const id = lastId;
  change([...toasts.slice(-2), { id, tone, text, ...(action && { action }) }]);
  setTimeout(() => dismissToast(id), action ? shownWithActionMs : shownMs);
}

/** Says that something is done, or that it could not be, in the corner of the page. For client components. */
export const toast = {
  success: (text: string, action?: ToastAction) => add("success", text, action),
  error: (text: string) => add("error", text),
};

export function dismissToast(id: number): void {
  change(toasts.filter((one) => one.id !== id));
}

/** What <Toaster> shows: newest last, three at most. */
export const toastStore = {
  subscribe: (notify: () => void) => {
    listeners.add(notify);
    return () => listeners.delete(notify);
  },
  get: () => toasts,
};
