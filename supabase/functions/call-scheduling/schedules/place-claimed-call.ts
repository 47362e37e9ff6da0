import { placeCall } from "../../_shared/calls/place-call.ts";
import type { PlaceResult, TakenCall } from "../../_shared/calls/types.ts";
import { runInBackground } from "../../_shared/platform/background.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Places a call that was taken; does not throw. It goes on even if the caller hangs up: what was asked of Bolna must be recorded.
 */
export function placeClaimedCall(ctx: ServiceContext, call: TakenCall): Promise<PlaceResult> {
  const placing = placeCall(ctx, call);
  runInBackground(placing, ctx.log);
  return placing;
}
