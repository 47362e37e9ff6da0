import { whenForgotten } from "../../lib/resource.ts";

/** The last file that was sent from this page, and the draft that it went to. The server keeps no rows that it did not take. */
let kept: { id: string; file: File } | undefined;

whenForgotten(() => kept = undefined);

export function keepFile(id: string, file: File): void {
  kept = { id, file };
}

/** Undefined: it was sent from another page, or before this one was loaded. */
export function keptFile(id: string): File | undefined {
  return kept?.id === id ? kept.file : undefined;
}
