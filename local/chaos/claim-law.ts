import type { AttemptRow, LookRow, ScheduleRow } from "./claim-rows.ts";
import type { Case } from "./policy/case.ts";
import type { Sighting } from "./virtual-hubspot.ts";

/** An attempt at the moment of its claim. */
export interface ClaimFacts {
  attempt: AttemptRow;
  /** The call as it stood right before the claim; undefined: there was none. */
  schedule: ScheduleRow | undefined;
  /** The attempts and running looks of its organisation, right after the claim. */
  attempts: readonly AttemptRow[];
  looks: readonly LookRow[];
  /** What its worker saw of the call's contact at HubSpot. */
  sighting: Sighting | undefined;
  /** What the calling policy is judged by, as it stands right after the claim. */
  file: Case | undefined;
  /** Unix time in milliseconds. */
  now: number;
}

export interface ClaimLaw {
  rule: string;
  /** True where the claim was against the law, as it stood at that moment. */
  isBroken: (facts: ClaimFacts) => boolean;
}
