import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import {
  contactId,
  date,
  id,
  language,
  oneOf,
  phone,
  shaped,
  text,
  timestamp,
  timestampOrNull,
  timeZone,
  wholeNumber,
} from "../shared/fields.ts";
import { fault } from "../shared/fault.ts";

const contactCountry = shaped(
  /^[A-Za-z]{2}$/,
  "not_a_country",
  "must be two letters of ISO 3166, such as IN",
).openapi({
  description: "With it, contact_phone may be written as it is dialled inside that country.",
  example: "IN",
});

const fields = {
  agent_id: id().openapi({ description: "The organisation's agent that speaks." }),
  contact_id: contactId().openapi({ description: "The contact's id in HubSpot.", example: "501" }),
  contact_name: text(200).openapi({ example: "Asha Rao" }),
  contact_phone: phone().openapi({ description: "E.164, unless contact_country is sent." }),
  scheduled_at: timestamp().openapi({
    description: "When to dial: at most an hour past and five years ahead.",
  }),
};

const optionalFields = {
  contact_country: contactCountry.optional(),
  purpose: oneOf(codes.call_purpose).optional().openapi({
    description: "What the call is for. Left out: the organisation's default_purpose.",
  }),
  time_zone: timeZone().nullable().optional().openapi({
    description: "The called person's. Left out or null: told from the contact and the number.",
  }),
  deadline_at: timestampOrNull().optional().openapi({
    description: "A call without an opening before it fails as missed.",
  }),
  call_topic: text(200).optional().openapi({
    description: "What the agent calls about.",
    default: "follow_up",
  }),
  call_language: language().optional().openapi({ default: "en-IN" }),
  is_active: z.boolean().optional().openapi({
    description: "An inactive schedule is not dialled.",
    default: true,
  }),
  auto_trigger_enabled: z.boolean().optional().openapi({
    description: "Due already on the day of the check-up threshold, if that is before scheduled_at.",
    default: false,
  }),
  checkup_threshold_days: wholeNumber(0, 3650).optional().openapi({
    description: "Left out: CHECKUP_THRESHOLD_DAYS of the deployment.",
    example: 5,
  }),
  last_checkup_date: date().nullable().optional().openapi({
    description:
      "The day of the last check-up. Left out or null: HubSpot tells it, where it knows the contact.",
  }),
};

export const newSchedule = z.strictObject({ ...fields, ...optionalFields })
  .openapi("NewCallSchedule", {
    example: {
      agent_id: "0b000000-0000-4000-8000-000000000001",
      contact_id: "501",
      contact_name: "Asha Rao",
      contact_phone: "+919876543210",
      scheduled_at: "2026-12-01T10:00:00+05:30",
      call_topic: "follow_up",
    },
  });

export const scheduleChanges = z.strictObject(fields).partial().extend({
  ...optionalFields,
  updated_at: timestamp().optional().openapi({
    description:
      "As it was read: 409 changed_meanwhile where the call has changed since. If-Match says the same (412).",
  }),
}).strict()
  .refine(
    (sent) => Object.keys(sent).some((field) => field !== "updated_at"),
    fault("nothing_sent", "at least one field must be sent"),
  )
  .refine(
    (sent) => sent.contact_country === undefined || sent.contact_phone !== undefined,
    {
      path: ["contact_country"],
      ...fault("not_needed_here", "is only taken together with contact_phone"),
    },
  )
  .openapi("CallScheduleChanges", { example: { scheduled_at: "2026-12-01T15:30:00+05:30" } });

export type NewSchedule = z.output<typeof newSchedule>;
export type ScheduleChanges = z.output<typeof scheduleChanges>;
