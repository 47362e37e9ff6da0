import type { FollowUp } from "./call-store-schemas.ts";
import { describeError, type Logger } from "../platform/log.ts";

/**
 * Runs the follow-up of these calls; gives how many were settled, 0 where it failed. One call that cannot be looked after
 * must not keep the others from it: its next look comes by itself, and at its deadline `begin_sweep` shows it to a person.
 */
export async function guardFollowUp(
  { log }: { log: Logger },
  attempts: FollowUp[],
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    log.error("follow_up_failed", {
      attempt_ids: attempts.map(({ attempt_id }) => attempt_id),
      ...describeError(error),
    });
    return 0;
  }
}
