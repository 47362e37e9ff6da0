import { useEffect } from "preact/hooks";
import { askVerdict, type Booking, toBody } from "./booking.ts";

/** Somebody who types is not asked after each letter. */
const patienceMs = 350;

/** Keeps the verdict true to what is filled in, and the zone to what the judge finds out. */
export function useVerdict(booking: Booking, ownId: string): void {
  const body = toBody(booking, ownId);
  const key = body === null ? null : JSON.stringify({ ...body, contact_name: "" });
  useEffect(() => {
    const { verdict, zone, zoneIsChosen } = booking;
    if (body === null) {
      verdict.value = { kind: "none" };
      return;
    }
    // What was said of another moment is not shown beside this one.
    verdict.value = { kind: "asking" };
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const said = await askVerdict(body, abort.signal);
      if (said === null || abort.signal.aborted) return;
      verdict.value = said;
      if (said.kind !== "said" || zoneIsChosen.value) return;
      // The same time on another clock is another moment: it is asked again.
      if (said.decision.zone !== null && said.decision.zone !== zone.value) zone.value = said.decision.zone;
    }, patienceMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key]);
}
