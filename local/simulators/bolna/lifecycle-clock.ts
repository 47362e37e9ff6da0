interface Timer {
  /** Unscaled milliseconds still to wait when it was last armed. */
  left: number;
  armedAt: number;
  handle: ReturnType<typeof setTimeout> | undefined;
  action: () => void;
}

/** Longest delay setTimeout takes; a call scheduled 30 days ahead is longer. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** Timers in lifecycle seconds: real seconds times a factor that may change while they wait. */
export class LifecycleClock {
  #factor: number;
  readonly #now: () => number;
  readonly #timers = new Set<Timer>();

  /**
   * @param factor 1 is real time, 0.01 a hundred times faster.
   * @param now milliseconds of the clock that setTimeout goes by.
   */
  constructor(factor: number, now = () => performance.now()) {
    this.#factor = factor;
    this.#now = now;
  }

  /** Runs the action after so many lifecycle seconds; returns what cancels it. */
  after(seconds: number, action: () => void): () => void {
    const timer: Timer = { left: seconds * 1000, armedAt: 0, handle: undefined, action };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => this.#remove(timer);
  }

  /** Changes the speed, for waiting timers too. */
  setFactor(factor: number): void {
    for (const timer of this.#timers) this.#disarm(timer);
    this.#factor = factor;
    for (const timer of this.#timers) this.#arm(timer);
  }

  clear(): void {
    for (const timer of this.#timers) this.#remove(timer);
  }

  #arm(timer: Timer): void {
    const delay = Math.min(Math.max(timer.left, 0) * this.#factor, LONGEST_DELAY);
    timer.armedAt = this.#now();
    timer.handle = setTimeout(() => {
      if (delay === LONGEST_DELAY) {
        this.#disarm(timer);
        this.#arm(timer);
        return;
      }
      this.#timers.delete(timer);
      timer.action();
    }, delay);
  }

  #disarm(timer: Timer): void {
    clearTimeout(timer.handle);
    timer.left -= (this.#now() - timer.armedAt) / this.#factor;
  }

  #remove(timer: Timer): void {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
  }
}
