import { z } from "zod";

/** What can go wrong on request. Times are real seconds: they are measured against the client's own clock. */
export const FAULT_NAMES = [
  // POST /call, a call IS created:
  "accept-then-drop", // the socket closes without an answer
  "accept-then-502",
  "accept-then-504",
  "accept-then-hang", // answers after `seconds`, by default never
  "broken-json", // 200, body cut in the middle
  "no-execution-id", // 200 {"message":"done","status":"queued"}
  // POST /call, no call is created:
  "drop-before-accept",
  "refuse-with-500",
  "rate-limited", // 429
  "from-number-outage", // 400, the agent's provider no longer knows the number
  // reads:
  "slow-list", // answers after `seconds`, by default 5
  "list-misses-fresh", // executions younger than `seconds` (5) are not listed
  "list-500",
  "read-404-fresh", // GET /executions/{id} of one younger than `seconds` (2)
  "read-500",
  // every route:
  "unauthorized", // 401
  "forbidden", // 403
] as const;

export const faultSchema = z.strictObject({
  fault: z.enum(FAULT_NAMES),
  /** Only the next so many requests; unlimited when absent. */
  times: z.int().min(1).optional(),
  /** Only calls to this number (POST /call faults). */
  to: z.string().optional(),
  seconds: z.number().min(0).optional(),
});

export type FaultName = (typeof FAULT_NAMES)[number];
export type Fault = z.infer<typeof faultSchema>;

/** The faults in force. */
export class FaultBox {
  #faults: Fault[] = [];

  /** Replaces all faults by these. */
  set(faults: Fault[]): void {
    this.#faults = faults.map((fault) => ({ ...fault }));
  }

  list(): Fault[] {
    return this.#faults.map((fault) => ({ ...fault }));
  }

  /** The first fault in force among the names, counted as used; undefined when there is none. */
  take(names: readonly FaultName[], to?: string): Fault | undefined {
    const found = this.#faults.find((fault) =>
      names.includes(fault.fault) && (fault.to === undefined || fault.to === to)
    );
    if (found?.times !== undefined) {
      found.times -= 1;
      if (found.times === 0) this.#faults = this.#faults.filter((fault) => fault !== found);
    }
    return found;
  }
}
