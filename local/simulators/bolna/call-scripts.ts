import { z } from "zod";

/** How a call goes. */
export const OUTCOMES = [
  "answered", // talks, then completes
  "no-talk", // completed with duration 0 (rejected while ringing)
  "voicemail", // completed, answered by a machine
  "no-answer",
  "busy",
  "failed", // invalid number
  "canceled", // by the provider, while ringing
  "error", // Bolna's own failure while placing
  "balance-low",
  "never-completes", // call-disconnected and then nothing
  "stuck", // in-progress for ever, its line taken
  "unknown-status", // passes through a status nobody knows, then answered
] as const;

export const scriptSchema = z.strictObject({
  outcome: z.enum(OUTCOMES).default("answered"),
  /** Lifecycle seconds of talk; 0 hangs up while ringing. */
  talkSeconds: z.number().min(0).default(20),
  /** Lifecycle seconds from call-disconnected to completed (seen: 0.5, 5, 150, 780). */
  completedAfterSeconds: z.number().min(0).default(5),
  /** What the person says, turn by turn; left out: that Monday is fine. */
  says: z.array(z.string()).optional(),
  /** The tools that the agent uses once somebody has answered, in this order. */
  uses: z.array(z.strictObject({
    tool: z.string(),
    arguments: z.record(z.string(), z.string()).default({}),
  })).optional(),
  /** What is extracted from the call; left out: that the person is interested. */
  extracts: z.record(z.string(), z.unknown()).optional(),
  /** Lifecycle seconds the call is first held as `rescheduled` (outside the agent's calling window). */
  rescheduledSeconds: z.number().min(0).default(0),
});

export const scriptRequestSchema = scriptSchema.extend({
  /** The number this is for; without it, the script of every number that has none. */
  to: z.string().optional(),
  /** Only the next so many calls to that number. */
  times: z.int().min(1).optional(),
}).refine((script) => script.times === undefined || script.to !== undefined, "times needs to");

export type CallScript = z.output<typeof scriptSchema>;
export type CallScriptInput = z.input<typeof scriptSchema>;
export type ScriptRequest = z.output<typeof scriptRequestSchema>;
export type ScriptRequestInput = z.input<typeof scriptRequestSchema>;

/** Numbers (fictional, valid in the US plan) whose calls always go one way unless scripted otherwise. */
export const OUTCOME_NUMBERS: Readonly<Record<string, CallScript["outcome"]>> = Object.fromEntries(
  OUTCOMES.map((outcome, index) => [`+157055501${String(index + 10)}`, outcome]),
);

/** Which script a call to a number follows. */
export class ScriptBook {
  #fallback: CallScript;
  readonly #byNumber = new Map<string, ScriptRequest[]>();

  constructor(fallback: CallScript) {
    this.#fallback = fallback;
  }

  /** Scripts of one number are used in the order given; one without `times` lasts until it is replaced. */
  add(request: ScriptRequest): void {
    if (request.to === undefined) {
      this.#fallback = request;
      return;
    }
    const limited = (this.#byNumber.get(request.to) ?? []).filter((script) => script.times !== undefined);
    this.#byNumber.set(request.to, [...limited, { ...request }]);
  }

  /** The script for the next call to this number, counted as used. */
  take(to: string): CallScript {
    const scripts = this.#byNumber.get(to) ?? [];
    const next = scripts[0];
    if (next === undefined) {
      const outcome = OUTCOME_NUMBERS[to];
      return outcome === undefined ? this.#fallback : { ...this.#fallback, outcome };
    }
    if (next.times !== undefined) {
      next.times -= 1;
      if (next.times === 0) scripts.shift();
    }
    return next;
  }
}
