import { setImmediate } from "node:timers/promises";
import { seedRandom } from "./seeded-random.ts";

/**
 * Lets workers run side by side, one step at a time: each waits for its turn before everything it does to the outside, and
 * who goes next is drawn from a seed. So an interleaving is found by search and found again by its seed, which real
 * concurrency cannot give.
 */
export class Conductor {
  #waiting: (() => void)[] = [];
  #busy = 0;
  #idle = Promise.withResolvers<void>();
  #lastOutside: Promise<unknown> = Promise.resolve();
  #draw = seedRandom(0);

  /** Chooses the order of the turns from here on. */
  reseed(seed: number): void {
    this.#draw = seedRandom(seed);
  }

  /** Resolves when it is the caller's turn. */
  takeTurn(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Does work outside this thread, at the database or in WebCrypto: one piece after another in the order asked for, each
   * answered in a moment of its own. Side by side, the fastest would get into the line first, and no seed finds that again.
   */
  outside<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.#lastOutside;
    const result = this.whileBusy(async () => {
      await before;
      try {
        return await work();
      } finally {
        await setImmediate();
      }
    });
    this.#lastOutside = result.catch(() => {});
    return result;
  }

  /** Marks work that is not done at once: no turn is given before it is. */
  async whileBusy<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0) {
        this.#idle.resolve();
        this.#idle = Promise.withResolvers<void>();
      }
    }
  }

  /** Gives turns until every worker has ended or waits for the clock. */
  async playOut(): Promise<void> {
    await this.#quiet();
    while (this.#waiting.length > 0) {
      const [next] = this.#waiting.splice(Math.floor(this.#draw() * this.#waiting.length), 1);
      next?.();
      await this.#quiet();
    }
  }

  /** Forgets all who wait, for a new run. */
  clear(): void {
    this.#waiting = [];
  }

  async #quiet(): Promise<void> {
    await setImmediate();
    while (this.#busy > 0) {
      await this.#idle.promise;
      await setImmediate();
    }
  }
}
