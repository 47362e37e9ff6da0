import type { ContactInput } from "../simulators/hubspot/contact-input.ts";

/** How many contacts an account begins with. */
export const patientCount = 4;

/** HubSpot's id of an organisation's contact. */
export function patientId(organization: number, which: number): string {
  return String(1000 * (organization + 1) + which);
}

/** A number that nobody has; the same one may be called by both organisations. */
export function phoneAt(number: number): string {
  return `+1570555200${number}`;
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
      last_checkup_date: `2029-12-0${1 + which}`,
    },
  }));
}
