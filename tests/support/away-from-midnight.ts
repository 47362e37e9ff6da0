import { secondsToMidnight } from "../../supabase/functions/_shared/hubspot/calendar.ts";

/** Those of the time zones in which the day does not end within an hour: a test that counts days there sees no other one. */
export function awayFromMidnight(timeZones: readonly string[]): string[] {
  return timeZones.filter((timeZone) => secondsToMidnight(timeZone, new Date()) > 3600);
}
