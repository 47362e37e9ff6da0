import { Temporal } from "temporal-polyfill";
import type { PolicyCall } from "../policy-rows.ts";
import { dayMs } from "./days.ts";
import type { LawBook } from "./law-book.ts";
import { findClockZone } from "./local-clock.ts";

/** In all of which a call must be allowed, and the jurisdictions that are judged. */
export interface Place {
  zones: string[];
  jurisdictions: string[];
}

/**
 * Where a call rings, told a second time: by the booking; by HubSpot's zone, where that is one of the number's country; by
 * the address; by the number; by the organisation, where the number was never read. What contradicts the number counts
 * beside it.
 */
export function findPlace(call: PolicyCall, orgZone: string, law: LawBook, now: number): Place {
  const told = tellZones(call, orgZone, law);
  const byNumber = call.zones;
  const contradicts = told.zones !== byNumber && told.isDoubtful &&
    told.zones.some((zone) => !byNumber.some((other) => goAlike(zone, other, law, now)));
  return {
    zones: [...new Set(contradicts ? [...told.zones, ...byNumber] : told.zones)].toSorted(),
    jurisdictions: [
      ...new Set(
        [call.country, call.address_country, call.address_region, ...call.regions].filter((name) =>
          name !== null
        ),
      ),
    ],
  };
}

function tellZones(
  call: PolicyCall,
  orgZone: string,
  law: LawBook,
): { zones: readonly string[]; isDoubtful: boolean } {
  const { time_zone, hubspot_zone, country, address_region } = call;
  if (time_zone !== null) return { zones: [time_zone], isDoubtful: false };
  if (
    hubspot_zone !== null && country !== null && law.zoneCountries.get(hubspot_zone)?.includes(country)
  ) {
    return { zones: [hubspot_zone], isDoubtful: true };
  }
  const ofRegion = address_region === null ? undefined : law.regionZones.get(address_region);
  if (ofRegion !== undefined) return { zones: ofRegion, isDoubtful: true };
  return { zones: call.zone_source === null ? [orgZone] : call.zones, isDoubtful: false };
}

/** Today and in each season of the year to come. */
function goAlike(zone: string, other: string, law: LawBook, now: number): boolean {
  return [0, 91, 183, 274].every((days) => {
    const at = now + days * dayMs;
    return offsetOf(zone, at, law) === offsetOf(other, at, law);
  });
}

function offsetOf(zone: string, at: number, { overrides }: LawBook): number {
  const clock = findClockZone(zone, Math.floor(at / dayMs), overrides);
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(clock).offsetNanoseconds;
}
