import { signal } from "@preact/signals";

/** The time, once a second while the tab is looked at: what says "in 4 min" reads it. */
export const now = signal(Date.now());

export function followClock(): void {
  setInterval(() => {
    if (!document.hidden) now.value = Date.now();
  }, 1_000);
  document.addEventListener("visibilitychange", () => now.value = Date.now());
}
