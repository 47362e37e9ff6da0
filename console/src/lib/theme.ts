import { signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark";
const storageKey = "console.theme";

export const theme = signal<Theme>("auto");

/** "auto" goes by the device, which the style sheet asks by itself. */
export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  if (chosen === "auto") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(storageKey);
  } else {
    document.documentElement.dataset.theme = chosen;
    localStorage.setItem(storageKey, chosen);
  }
}

export function readTheme(): void {
  const kept = localStorage.getItem(storageKey);
  if (kept === "light" || kept === "dark") chooseTheme(kept);
  // Paper is white, whatever is chosen for the screen.
  addEventListener("beforeprint", () => document.documentElement.dataset.theme = "light");
  addEventListener("afterprint", () => chooseTheme(theme.value));
}
