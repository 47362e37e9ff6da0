import { pause } from "./pause.ts";

export type Doorbell = ReturnType<typeof createDoorbell>;

/** Rings from outside, heard by one waiting sweep. A ring that nobody waits for is remembered until it is answered. */
export function createDoorbell() {
  let bell = new AbortController();
  return {
    ring: () => bell.abort(),
    isRung: () => bell.signal.aborted,
    /** Forgets the rings so far: what they ask for is about to be done. */
    answer: () => {
      bell = new AbortController();
    },
    /** Resolves after so many milliseconds, or as soon as it rings. */
    wait: (milliseconds: number) => pause(milliseconds, bell.signal),
  };
}

/**
 * Lets any number of rings share one run at a time: a ring during a run wakes it, and one that came too late for it
 * starts another. Returns a function that rings, and resolves when nothing is left to do.
 */
export function coalesceRings(run: (bell: Doorbell) => Promise<void>): () => Promise<void> {
  const bell = createDoorbell();
  let running: Promise<void> | null = null;

  async function runWhileRung(): Promise<void> {
    try {
      while (bell.isRung()) {
        bell.answer();
        await run(bell);
      }
    } finally {
      running = null;
    }
  }

  return () => {
    bell.ring();
    running ??= runWhileRung();
    return running;
  };
}
