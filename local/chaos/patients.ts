import type { ContactInput } from "../simulators/hubspot/contact-input.ts";

/** How many contacts an account begins with. */
export const patientCount = 4;

/** HubSpot's id of an organisation's contact. */
export function patientId(organization: number, which: number): string {
  return String(1000 * (organization + 1) + which);
}

/** How many numbers there are to book, from 1. */
export const phoneCount = 6;

/** Where the phones of the rest ring: a code of Florida in two zones, London, and a mobile of Australia, which has five. */
const elsewhere: Record<number, string> = { 4: "+18505552004", 5: "+442079460005", 6: "+61491570156" };

/** A number that nobody has; the same one may be called by both organisations. The first three are Pennsylvania's. */
export function phoneAt(number: number): string {
  return elsewhere[number] ?? `+1570555200${number}`;
}

/**
 * The contacts that an organisation begins with in HubSpot: three with the numbers that are also booked by hand, and one
 * that shares the first one's. All were seen weeks ago.
 */
export function patients(organization: number): ContactInput[] {
  return Array.from({ length: patientCount }, (_, which) => ({
    id: patientId(organization, which),
    properties: {
      firstname: `Patient ${which}`,
      mobilephone: phoneAt(1 + which % 3),
      last_checkup_date: `2027-12-0${1 + which}`,
    },
  }));
}
