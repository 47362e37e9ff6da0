import type { CallStore } from "../../supabase/functions/_shared/calls/call-store.ts";

/** A store of calls without the class of unknown outcomes: what Bolna did not clearly answer is tried again. */
export function takeUnknownForNotSent(calls: CallStore): CallStore {
  return {
    ...calls,
    recordCallUnknown: (refusal) => calls.recordCallNotSent({ ...refusal, retryAfterSeconds: 1 }),
  };
}
