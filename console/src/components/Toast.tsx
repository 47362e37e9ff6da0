import { signal } from "@preact/signals";

interface Toast {
  id: number;
  text: string;
  endsAt: number;
}

const toasts = signal<readonly Toast[]>([]);
const shownMs = 7_000;
let last = 0;
let held = false;

/**
 * Says that something was done. What needs an act is no toast but a notice beside the thing, and what was done shows in the
 * page as well. Never a name with a number in it: it is read out aloud.
 */
export function showToast(text: string): void {
  last += 1;
  // One at a time: several would lie over what somebody wants to press next.
  toasts.value = [{ id: last, text, endsAt: Date.now() + shownMs }];
}

export function followToasts(): void {
  setInterval(() => {
    if (toasts.value.length === 0) return;
    if (held) toasts.value = toasts.value.map((toast) => ({ ...toast, endsAt: Date.now() + shownMs }));
    else if (toasts.value.some(({ endsAt }) => endsAt < Date.now())) {
      toasts.value = toasts.value.filter(({ endsAt }) => endsAt >= Date.now());
    }
  }, 500);
}

/** In the page from the beginning, or a screen reader does not listen. Whoever points at it keeps it. */
export function Toasts() {
  const hold = () => held = true;
  const release = () => held = false;
  return (
    <div
      role="status"
      aria-live="polite"
      class="toast toast-end z-50 max-sm:bottom-20"
      onMouseEnter={hold}
      onMouseLeave={release}
      onFocusIn={hold}
      onFocusOut={release}
    >
      {toasts.value.map(({ id, text }) => (
        <div key={id} class="alert alert-success whitespace-normal">{text}</div>
      ))}
    </div>
  );
}
