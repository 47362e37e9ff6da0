import type { CallStore } from "../../supabase/functions/_shared/calls/call-store.ts";

/** A store without the class of unknown outcomes: what Bolna did not clearly answer is tried again. */
export function takeUnknownForNotSent(store: CallStore): CallStore {
  return {
    ...store,
    recordCallUnknown: (refusal) => store.recordCallNotSent({ ...refusal, retryAfterSeconds: 1 }),
  };
}
