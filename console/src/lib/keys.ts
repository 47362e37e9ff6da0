import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const storageKey = "console.keys";
/** Single keys may be switched off (WCAG 2.1.4): who dictates would press them by chance. */
export const keysAreOn = signal(
  typeof localStorage === "undefined" || localStorage.getItem(storageKey) !== "off",
);

export function switchKeys(on: boolean): void {
  keysAreOn.value = on;
  if (on) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, "off");
}

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;
const layers: { keys: Keys }[] = [];
let first = "";
let firstAt = 0;
/** Two keys in a row, as "g c", within this time. */
const patienceMs = 1_000;

/** While the component is there, these keys do this: `{ "g c": openCalls, "/": search, "shift+x": … }`. The last one wins. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const layer = { keys };
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  });
}

export function followKeys(): void {
  addEventListener("keydown", (event) => {
    if (!keysAreOn.value || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    // Not while somebody writes, and not behind an open dialog.
    if (
      event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")
    ) {
      if (!isCheckbox(event.target)) return;
    }
    if (document.querySelector("dialog[open]") !== null) return;
    const key = event.shiftKey && /^[a-z]$/i.test(event.key) ? `shift+${event.key.toLowerCase()}` : event.key;
    const pair = event.timeStamp - firstAt < patienceMs ? `${first} ${key}` : key;
    const act = find(pair) ?? find(key);
    first = key;
    firstAt = event.timeStamp;
    if (act === undefined) return;
    event.preventDefault();
    act(event);
  });
}

function isCheckbox(element: Element): boolean {
  return element instanceof HTMLInputElement && element.type === "checkbox";
}

function find(key: string): ((event: KeyboardEvent) => void) | undefined {
  return layers.findLast(({ keys }) => key in keys)?.keys[key];
}
