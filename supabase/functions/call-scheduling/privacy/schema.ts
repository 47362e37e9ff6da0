import * as z from "../shared/zod.ts";
import { phone, text } from "../shared/fields.ts";
import { contactCountry } from "../suppressions/input-schema.ts";

const number = { contact_phone: phone(), contact_country: contactCountry };
const reason = text(500).openapi({
  description: "Why, for the trail, where it stays: without the person's name.",
  example: "Asked by letter",
});

export const numberOfPerson = z.strictObject(number).openapi("NumberOfPerson");
export const erasureOfContact = z.strictObject({ reason }).openapi("ErasureOfContact");
export const erasureOfNumber = z.strictObject({ ...number, reason }).openapi("ErasureOfNumber");

const rows = z.array(z.record(z.string(), z.unknown()));

/** Everything that is kept of a person. */
export const exportedPerson = z.object({
  contacts: rows.openapi({ description: "As they were last read from HubSpot, with the number." }),
  call_schedules: rows.openapi({
    description: "Each with its number, attempts, events, decisions and what HubSpot was told.",
  }),
  suppressions: rows,
  consents: rows.openapi({ description: "With the wording that was agreed to." }),
  campaigns: rows.openapi({ description: "Where the person stands or stood in a campaign." }),
  webhook_deliveries: rows.openapi({ description: "What endpoints were told." }),
  audit: rows.openapi({ description: "Who changed what of it." }),
}).openapi("ExportedPerson");
export type ExportedPerson = z.output<typeof exportedPerson>;

const count = z.int();

export const erasure = z.object({
  id: z.string().openapi({
    format: "uuid",
    description: "The row of the trail that tells of it has it as row_id.",
  }),
  erased_at: z.string().openapi({ format: "date-time" }),
  calls: count.openapi({ description: "Calls of which times, outcome and cost are left." }),
  cancelled: count.openapi({ description: "Calls that waited, and were cancelled first." }),
  contacts: count,
  suppressions: count.openapi({ description: "They hold on: by the number's hash, which they keep." }),
  consents: count.openapi({ description: "Withdrawn; their kind and times are left." }),
  campaign_contacts: count,
  audit_rows: count.openapi({ description: "Rows of the trail out of which what was personal was taken." }),
  bolna_call_ids: z.array(z.string()).openapi({
    description: "The calls at Bolna, which has records of its own: have it erase those.",
  }),
}).openapi("Erasure");
export type Erasure = z.output<typeof erasure>;
