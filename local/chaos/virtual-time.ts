import { AsyncLocalStorage } from "node:async_hooks";

interface Timer {
  at: number;
  action: () => void;
}

/** Virtual timers are told from the program's own by their number. */
const firstId = 1_000_000_000;

/**
 * A clock that stands still until it is told to go on, with its own setTimeout: that of everything begun inside `run`,
 * while `install` holds. So pauses in the code under test pass in no time and in the order of the clock, and what else
 * runs in this process (the stack's own workers) keeps real time.
 */
export class VirtualTime {
  #now: number;
  #nextId = firstId;
  readonly #timers = new Map<number, Timer>();
  readonly #inside = new AsyncLocalStorage<true>();

  /** `start` in Unix milliseconds. */
  constructor(start: number) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  /** Does the work, and all that it begins, by this clock. */
  run<Result>(work: () => Result): Result {
    return this.#inside.run(true, work);
  }

  /** True in what `run` began. */
  isInside(): boolean {
    return this.#inside.getStore() === true;
  }

  /** Runs the action after so many seconds of this clock; returns what cancels it. */
  after(seconds: number, action: () => void): () => void {
    const id = this.#add(seconds * 1000, action);
    return () => this.#timers.delete(id);
  }

  /** Resolves after so many seconds of this clock. */
  sleep(seconds: number): Promise<void> {
    return new Promise((resolve) => this.after(seconds, resolve));
  }

  /** When the next timer is due; undefined: none is set. */
  nextAt(): number | undefined {
    return this.#first()?.[1].at;
  }

  /** Goes on to `at`, or stays where it is if that is past, and runs the next timer if it is due then. */
  goTo(at: number): void {
    this.#now = Math.max(this.#now, at);
    const [id, timer] = this.#first() ?? [];
    if (id === undefined || timer === undefined || timer.at > this.#now) return;
    this.#timers.delete(id);
    this.run(timer.action);
  }

  /** Stands in for the program's setTimeout until the result is disposed of. */
  install(): Disposable {
    const { setTimeout, clearTimeout } = globalThis;
    Reflect.set(
      globalThis,
      "setTimeout",
      (action: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) =>
        this.isInside()
          ? this.#add(milliseconds, () => action(...args))
          : setTimeout(action, milliseconds, ...args),
    );
    Reflect.set(globalThis, "clearTimeout", (id: number | undefined) => {
      if (id === undefined || !this.#timers.delete(id)) clearTimeout(id);
    });
    return { [Symbol.dispose]: () => void Object.assign(globalThis, { setTimeout, clearTimeout }) };
  }

  #add(milliseconds: number, action: () => void): number {
    const at = this.#now + (Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0);
    this.#timers.set(this.#nextId, { at, action });
    return this.#nextId++;
  }

  /** Of those due at the same moment, the one that was set first. */
  #first(): [number, Timer] | undefined {
    let first: [number, Timer] | undefined;
    for (const [id, timer] of this.#timers) {
      if (first === undefined || timer.at < first[1].at) first = [id, timer];
    }
    return first;
  }
}
