import type { Claim } from "./claim-watch.ts";
import type { Journal } from "./journal.ts";
import type { Tally } from "./tally.ts";
import type { VirtualTime } from "./virtual-time.ts";

interface RequestWatchDeps {
  claims: ReadonlyMap<string, Claim>;
  time: VirtualTime;
  tally: Tally;
  journal: Journal;
}

/** Judges each POST /call by its call_ref as it reaches Bolna: the one request of a claimed attempt, within its lease. */
export function watchRequests({ claims, time, tally, journal }: RequestWatchDeps): (callRef: string) => void {
  const seen = new Set<string>();
  return (callRef) => {
    tally.add("posts");
    if (seen.has(callRef)) journal.report("one request for an attempt", callRef);
    seen.add(callRef);
    const claim = claims.get(callRef);
    if (claim === undefined) return journal.report("a request only for a claimed call", callRef);
    const late = (time.now() - claim.leaseEndsAt) / 1000;
    if (late > 0) journal.report("a request only while its lease runs", `${callRef}, ${late} s late`);
  };
}
