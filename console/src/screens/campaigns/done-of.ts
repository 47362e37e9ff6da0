import type { components } from "../../api/types.ts";

type Counts = components["schemas"]["CampaignCounts"];

/** How many of a campaign's people are done with, whatever came of it. */
export function doneOf({ counts }: { counts: Counts }): number {
  return counts.completed + counts.failed + counts.cancelled + counts.excluded;
}
