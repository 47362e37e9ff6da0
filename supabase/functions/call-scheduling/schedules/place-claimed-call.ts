import { placeCall } from "../../_shared/calls/place-call.ts";
import type { ClaimedCall, PlaceResult } from "../../_shared/calls/types.ts";
import { runInBackground } from "../../_shared/platform/background.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Places a claimed call; does not throw. It goes on even if the caller hangs up: what was asked of Bolna must be recorded.
 */
export function placeClaimedCall(
  { dispatch, log }: Pick<ServiceContext, "dispatch" | "log">,
  call: ClaimedCall,
): Promise<PlaceResult> {
  const placing = placeCall(dispatch, call);
  runInBackground(placing, log);
  return placing;
}
