import type { VirtualTime } from "./virtual-time.ts";
import { Violation } from "./violation.ts";

export type Journal = ReturnType<typeof createJournal>;

/** What happened in a run, line by line, and which promises did not hold. */
export function createJournal(time: VirtualTime) {
  const trace: string[] = [];
  const violations: Violation[] = [];
  const note = (text: string): void => void trace.push(`${new Date(time.now()).toISOString()} ${text}`);
  return {
    trace,
    violations,
    note,
    report: (rule: string, detail: string): void => {
      note(`VIOLATION ${rule}: ${detail}`);
      violations.push(new Violation(rule, detail));
    },
  };
}
