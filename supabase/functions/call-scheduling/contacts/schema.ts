import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { oneOf } from "../shared/fields.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });

/** What stands in the way of calling a contact. */
export const contactProblem = oneOf(codes.contact_problem);

export const contact = z.object({
  contact_id: z.string().openapi({ description: "The record's id in HubSpot.", example: "501" }),
  contact_name: z.string(),
  contact_phone: z.string().nullable().openapi({
    description:
      "E.164 for admins; for others masked to its last four digits. Null without a number that can be dialled.",
    example: "••••3210",
  }),
  last_checkup_date: z.string().nullable().openapi({ format: "date" }),
  time_zone: z.string().nullable().openapi({ description: "An IANA name.", example: "Asia/Kolkata" }),
  language: z.string().nullable(),
  owner_id: z.string().nullable().openapi({ description: "The owner's id in HubSpot." }),
  do_not_call: z.boolean(),
  problems: z.array(contactProblem).openapi({ description: "What stands in the way of calling." }),
  problem: z.string().nullable().openapi({
    description: "Of a broken record: why it could not be taken as it is.",
  }),
  properties: z.record(z.string(), z.unknown()).openapi({ description: "What custom conditions look at." }),
  hubspot_modified_at: time.nullable(),
  synced_at: time.openapi({ description: "When what is cached changed last." }),
}).openapi("Contact");

export type Contact = z.output<typeof contact>;
