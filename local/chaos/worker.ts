import type { Conductor } from "./conductor.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What befalls a worker at one of the points where it touches the outside. */
export interface Fate {
  /** At its how-many-eth touch, from 0. */
  step: number;
  /** Before the touch takes effect, or after it did and before the worker hears of it. */
  when: "before" | "after";
  /** Frozen for so many seconds; undefined: dead for good. */
  frozenSeconds?: number | undefined;
}

/** Called around each touch of a worker, inside its turn. */
export type Watch = (touch: string, act: () => Promise<unknown>, worker: Worker) => Promise<unknown>;

interface WorkerDeps {
  conductor: Conductor;
  time: VirtualTime;
  watch: Watch;
  fate: Fate | undefined;
}

/** Requests that leave right behind a look at the clock. */
const sentAtOnce = ["placeCall", "createAtHubspot", "postToEndpoint"];

/**
 * One run of a function, which can die or freeze at any touch of the outside. After its death nothing of it runs: its
 * promises never settle, as those of a killed process.
 */
export class Worker {
  readonly #deps: WorkerDeps;
  readonly #death = Promise.withResolvers<void>();
  #steps = 0;
  #state: "running" | "ended" | "dead" = "running";
  #ended: Promise<void> = Promise.resolve();

  constructor(readonly name: string, deps: WorkerDeps) {
    this.#deps = deps;
  }

  get isRunning(): boolean {
    return this.#state === "running";
  }

  get isDead(): boolean {
    return this.#state === "dead";
  }

  /** How often it has touched the outside so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Resolves when the work is done or the worker has died; what the work throws goes to `onError`. */
  run(work: () => Promise<unknown>, onError: (error: unknown) => void): Promise<void> {
    const done = work().then(() => {}, onError);
    this.#ended = Promise.race([done, this.#death.promise]).then(() => {
      if (this.#state === "running") this.#state = "ended";
    });
    return this.#ended;
  }

  /** The same object, each of its functions a touch of the outside. */
  guard<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return (...args: unknown[]) => this.#touch(String(name), () => Reflect.apply(member, target, args));
      },
    });
  }

  async #touch(name: string, act: () => Promise<unknown>): Promise<unknown> {
    const { conductor, watch } = this.#deps;
    await conductor.takeTurn();
    const step = this.#steps++;
    // Between a worker's last look at the clock and its request lies no await: it may die there, hardly freeze.
    if (!sentAtOnce.includes(name) || this.#deps.fate?.frozenSeconds === undefined) {
      await this.#meetFate(step, "before");
    }
    const [result] = await Promise.allSettled([watch(name, act, this)]);
    await this.#meetFate(step, "after");
    if (result.status === "rejected") throw result.reason;
    return result.value;
  }

  async #meetFate(step: number, when: Fate["when"]): Promise<void> {
    const { fate, time, conductor } = this.#deps;
    if (fate?.step === step && fate.when === when) {
      if (fate.frozenSeconds === undefined) this.#die();
      else {
        await time.sleep(fate.frozenSeconds);
        await conductor.takeTurn();
      }
    }
    if (this.isDead) await new Promise(() => {});
  }

  #die(): void {
    this.#state = "dead";
    this.#death.resolve();
  }
}
