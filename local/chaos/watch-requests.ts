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

/**
 * Judges each POST /call by its call_ref as it reaches Bolna: the one request of a claimed attempt, within its lease, to
 * the number that a planned call's contact had at the look.
 */
export function watchRequests({ claims, time, tally, journal }: RequestWatchDeps) {
  const seen = new Set<string>();
  return (callRef: string, phone: string): void => {
    tally.add("posts");
    if (seen.has(callRef)) journal.report("one request for an attempt", callRef);
    seen.add(callRef);
    const claim = claims.get(callRef);
    if (claim === undefined) return journal.report("a request only for a claimed call", callRef);
    if (claim.phone !== undefined && claim.phone !== phone) {
      journal.report(
        "a request only to the number seen at the look",
        `${callRef}: ${phone}, not ${claim.phone}`,
      );
    }
    const late = (time.now() - claim.leaseEndsAt) / 1000;
    if (late > 0) journal.report("a request only while its lease runs", `${callRef}, ${late} s late`);
  };
}
