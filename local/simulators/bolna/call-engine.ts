import type { CallScript } from "./call-scripts.ts";
import type { Execution } from "./execution.ts";
import type { LifecycleClock } from "./lifecycle-clock.ts";
import { planCall, type Step } from "./plan-call.ts";
import type { Settings } from "./settings.ts";

const LINE_IS_FREE = new Set([
  "call-disconnected",
  "completed",
  "no-answer",
  "busy",
  "failed",
  "canceled",
  "stopped",
  "error",
  "balance-low",
]);

export interface EngineDeps {
  clock: LifecycleClock;
  /** Unix time in milliseconds. */
  now: () => number;
  settings: () => Settings;
  takeScript: (to: string) => CallScript;
  /** Called at every status change, in order. */
  onChange: (execution: Execution) => void;
}

/** Moves calls through their life: scheduled → queued (behind the cap) → dialled → ended, perhaps retried. */
export class CallEngine {
  readonly #deps: EngineDeps;
  #queue: Execution[] = [];
  readonly #lines = new Set<string>();
  readonly #cancels = new Map<string, () => void>();

  constructor(deps: EngineDeps) {
    this.#deps = deps;
  }

  get linesInUse(): number {
    return this.#lines.size;
  }

  /** Takes a new call: holds it until its time, else queues it. */
  accept(execution: Execution): void {
    const wait = ((execution.scheduledAt?.getTime() ?? 0) - this.#deps.now()) / 1000;
    if (wait > 0) this.#hold(execution, "scheduled", wait);
    else if (execution.script.rescheduledSeconds > 0) {
      this.#hold(execution, "rescheduled", execution.script.rescheduledSeconds);
    } else this.#enqueue(execution);
  }

  /** Stops a call that nobody's phone rings for yet; false when it is too late. */
  stop(execution: Execution): boolean {
    if (!["queued", "scheduled"].includes(execution.status)) return false;
    this.#cancels.get(execution.id)?.();
    this.#queue = this.#queue.filter((waiting) => waiting !== execution);
    this.#change(execution, this.#deps.settings().stoppedStatus);
    return true;
  }

  /** Dials waiting calls while there are free lines. */
  pump(): void {
    while (this.#lines.size < this.#deps.settings().concurrencyMax) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#lines.add(next.id);
      const broke = this.#deps.settings().walletCents <= 0;
      this.#follow(next, planCall(broke ? { ...next.script, outcome: "balance-low" } : next.script));
    }
  }

  clear(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
    this.#queue = [];
    this.#lines.clear();
  }

  #hold(execution: Execution, status: string, seconds: number): void {
    this.#change(execution, status);
    this.#later(execution, seconds, () => this.#enqueue(execution));
  }

  #enqueue(execution: Execution): void {
    this.#change(execution, "queued");
    this.#queue.push(execution);
    this.pump();
  }

  #follow(execution: Execution, [step, ...rest]: Step[]): void {
    if (step === undefined) return this.#retryIfAsked(execution);
    this.#later(execution, step.after, () => {
      this.#change(execution, step.status);
      this.#follow(execution, rest);
    });
  }

  /** Bolna's own retry: the same execution goes back to `scheduled`. */
  #retryIfAsked(execution: Execution): void {
    const { retry, status, script, retryCount } = execution;
    if (!retry?.enabled || retryCount >= retry.max_retries) return;
    const machine = status === "completed" && script.outcome === "voicemail" && retry.retry_on_voicemail;
    if (!machine && !retry.retry_on_statuses.some((retried) => retried === status)) return;
    const minutes = retry.retry_intervals_minutes[retryCount] ?? retry.retry_intervals_minutes.at(-1) ?? 30;
    this.#later(execution, 1, () => {
      execution.retryCount += 1;
      execution.retryHistory.push({
        attempt: execution.retryCount,
        status,
        at: new Date(this.#deps.now()).toISOString(),
      });
      execution.scheduledAt = new Date(this.#deps.now() + minutes * 60_000);
      execution.script = this.#deps.takeScript(execution.to);
      this.#hold(execution, "scheduled", minutes * 60);
    });
  }

  #later(execution: Execution, seconds: number, action: () => void): void {
    this.#cancels.set(execution.id, this.#deps.clock.after(seconds, action));
  }

  #change(execution: Execution, status: string): void {
    execution.status = status;
    execution.updatedAt = new Date(this.#deps.now());
    if (status === "initiated") execution.initiatedAt = execution.updatedAt;
    execution.history.push({ status, at: execution.updatedAt.toISOString() });
    this.#deps.onChange(execution);
    if (LINE_IS_FREE.has(status) && this.#lines.delete(execution.id)) this.pump();
  }
}
