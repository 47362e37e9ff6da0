import { signal } from "@preact/signals";
import { session, signOut } from "./session.ts";

const idleMs = 30 * 60_000;
const warnedMs = 2 * 60_000;

/** Seconds until the sign-out of somebody who does nothing; null while there is time. */
export const signsOutIn = signal<number | null>(null);

let lastInput = Date.now();
const tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("console.input");

/** Whoever does nothing for half an hour is signed out; what is done in another tab counts. */
export function followInput(): void {
  const note = () => {
    // While the warning is shown only its button counts: a cat on the keys is no answer.
    if (signsOutIn.value !== null || Date.now() - lastInput < 1_000) return;
    stay();
  };
  for (const event of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    addEventListener(event, note, { passive: true });
  }
  if (tabs) {
    tabs.onmessage = () => {
      lastInput = Date.now();
      signsOutIn.value = null;
    };
  }
  setInterval(look, 1_000);
}

/** Somebody is there. */
export function stay(): void {
  lastInput = Date.now();
  signsOutIn.value = null;
  tabs?.postMessage("input");
}

function look(): void {
  if (!session.value) {
    lastInput = Date.now();
    signsOutIn.value = null;
    return;
  }
  const left = lastInput + idleMs - Date.now();
  if (left <= 0) {
    signsOutIn.value = null;
    lastInput = Date.now();
    void signOut();
  } else signsOutIn.value = left <= warnedMs ? Math.ceil(left / 1_000) : null;
}
