import { z } from "zod";
import { POLICIES } from "./rate-limits.ts";
import { KIND_NAMES, matchesKind, type RequestKind } from "./request-kind.ts";

/** Faults that come before the portal has looked at the request. */
export const REFUSALS = [
  "500",
  "502-before-commit",
  "drop-before-commit", // the socket closes without an answer
  "503-html",
  "477", // the account is moving to another data centre; Retry-After: `seconds`, default 60
  "401",
  "403",
  "423", // the record is locked
  "429", // `policy`, default SECONDLY
] as const;

/** Faults that spoil the answer of a request that succeeded. */
export const SPOILERS = [
  "502-after-commit",
  "drop-after-commit",
  "slow", // answers after `seconds`, default 20; real ones, measured against the client's own clock
  "broken-json", // the status it would have had, the body cut in the middle
] as const;

export const faultSchema = z.strictObject({
  fault: z.enum([...REFUSALS, ...SPOILERS]),
  /** Only requests of this kind. */
  on: z.enum(KIND_NAMES).optional(),
  /** Only requests that name this contact in their path or body. */
  contact: z.string().optional(),
  /** Only so many requests; unlimited when absent. */
  times: z.int().min(1).optional(),
  /** So many are let pass first. */
  skip: z.int().min(0).optional(),
  seconds: z.number().min(0).optional(),
  policy: z.enum(POLICIES).optional(),
});

export type Fault = z.infer<typeof faultSchema>;
export type FaultName = Fault["fault"];

/** A request as faults choose it. */
export interface FaultTarget {
  kind: RequestKind;
  path: string;
  body: string;
}

/** The faults in force. */
export class FaultBox {
  #faults: Fault[] = [];

  /** Replaces all faults by these. Throws ZodError. */
  set(faults: readonly (Fault | FaultName)[]): void {
    this.#faults = faults.map((fault) => faultSchema.parse(typeof fault === "string" ? { fault } : fault));
  }

  list(): Fault[] {
    return this.#faults.map((fault) => ({ ...fault }));
  }

  /** The first fault in force among the names that means this request, counted as used. */
  take(names: readonly FaultName[], target: FaultTarget): Fault | undefined {
    for (const fault of this.#faults) {
      if (!names.includes(fault.fault) || !isMeant(fault, target)) continue;
      if (fault.skip !== undefined && fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      if (fault.times !== undefined) fault.times -= 1;
      if (fault.times === 0) this.#faults = this.#faults.filter((other) => other !== fault);
      return fault;
    }
    return undefined;
  }
}

function isMeant({ on, contact }: Fault, { kind, path, body }: FaultTarget): boolean {
  if (on !== undefined && !matchesKind(kind, on)) return false;
  return contact === undefined || path.split("/").includes(contact) || body.includes(`"${contact}"`);
}
