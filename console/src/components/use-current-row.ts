import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useKeys } from "../lib/keys.ts";

/**
 * The row of a table that the keyboard stands on: `j` and `k` go to the next and the one before, Enter opens it. Undefined: none yet.
 */
export function useCurrentRow(
  ids: readonly string[],
  open: (id: string) => void,
): ReadonlySignal<string | undefined> {
  const current = useSignal<string | undefined>(undefined);
  const step = (by: number) => {
    const index = ids.indexOf(current.value ?? "");
    const id = ids[Math.min(ids.length - 1, Math.max(0, index + by))];
    current.value = id;
    if (id !== undefined) {
      document.querySelector(`tr[data-key="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
    }
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Enter: (event) => {
      // A link or a button that has the focus is what is pressed.
      if (event.target instanceof Element && event.target.closest("a, button") !== null) return;
      if (current.value !== undefined) open(current.value);
    },
  });
  return current;
}
