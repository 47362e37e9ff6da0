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
    /** Says that rings from here on are for somebody else: this run takes on nothing more. */
    handOver: () => {},
  };
}

/**
 * Lets any number of rings share one run at a time: a ring during a run wakes it, and one that came too late for it
 * starts another. A run that takes on nothing more hands over: from then on a ring starts another beside what it still has in hand.
 * Returns a function that rings, and resolves when the run that heard it is over, and those that followed from it.
 */
export function coalesceRings(run: (bell: Doorbell) => Promise<void>): () => Promise<void> {
  const bell = createDoorbell();
  let current: Promise<void> | null = null;

  async function runOnce(): Promise<void> {
    let next: Promise<void> | null = null;
    let hasHandedOver = false;
    const handOver = () => {
      if (hasHandedOver) return;
      hasHandedOver = true;
      current = next = bell.isRung() ? runOnce() : null;
    };
    bell.answer();
    try {
      await run({ ...bell, handOver });
    } finally {
      handOver();
    }
    await next;
  }

  return () => {
    bell.ring();
    return current ??= runOnce();
  };
}
