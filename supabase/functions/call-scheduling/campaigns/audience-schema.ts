import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { fieldCodes } from "../../_shared/platform/field-problem.ts";
import { id, oneOf, shaped, text, wholeNumber } from "../shared/fields.ts";

/** Rows that an audience may have; contract 8. */
export const mostRows = 50_000;

export const audienceRejection = z.object({
  line: z.int().min(1).openapi({
    description: "Of the file, the header being the first; or the place in contact_ids.",
  }),
  field: z.string().openapi({ example: "phone" }),
  code: z.enum(fieldCodes).optional().openapi({
    description: "For machines. An audience that was loaded by an earlier version has none.",
  }),
  reason: z.string().openapi({
    example:
      "The phone number has lost digits: the spreadsheet rounded it. Format the column as text and enter it again.",
  }),
});

const count = z.int().min(0);

/** What became of an audience; accepted, duplicates and rejected_count add up to its rows. */
export const loadedAudience = z.object({
  accepted: count.openapi({ description: "Contacts of the campaign now." }),
  already_there: count.openapi({
    description: "How many of the accepted the campaign had booked or called before: they stay as they are.",
  }),
  duplicates: count.openapi({
    description: "Rows with the number or contact_id of an earlier one, which counts.",
  }),
  rejected_count: count,
  rejected: z.array(audienceRejection).openapi({ description: "The first thousand." }),
});

/** What a file may name its columns, and what it is told beside them. */
const column = text(200).optional();
export const audienceQuery = z.strictObject({
  phone: column.openapi({
    description: "The column of the phone numbers; left out: known by its name.",
    example: "Mobile",
  }),
  name: column.openapi({ description: "The column of the names.", example: "Patient" }),
  contact_id: column.openapi({ description: "The column of the contacts' ids.", example: "Record ID" }),
  time_zone: column.openapi({ description: "A column of IANA time zones." }),
  country: column.openapi({ description: "A column of countries, by name or ISO 3166 code." }),
  contact_country: shaped(/^[A-Za-z]{2}$/, "not_a_country", "must be two letters of ISO 3166, such as IN")
    .optional()
    .openapi({
      description: "The country whose national formats are read where a row names none.",
      example: "IN",
    }),
});
export type AudienceQuery = z.output<typeof audienceQuery>;

const contactIds = z.array(
  z.string().trim().min(1, "must not be empty").max(128, "must be at most 128 characters"),
)
  .min(1, "must name a contact").max(mostRows, `must be at most ${mostRows} contacts`);

/** An audience that is not a file. */
export const audienceBody = z.union([
  z.strictObject({ contact_ids: contactIds }),
  z.strictObject({ rule_id: id() }),
  z.strictObject({ list_id: z.string().regex(/^[1-9]\d{0,17}$/, "must be the number of a HubSpot list") }),
], "must hold either contact_ids (a list of texts), rule_id or list_id, and nothing else");

/** A piece of an audience on its way from the function to itself: rows of a file, or contacts. */
const cell = z.string().max(1_000);
const line = wholeNumber(1, 1_000_000_000);
export const mostPartRows = 1_000;
export const audiencePart = z.union([
  z.strictObject({
    contact_country: z.string().max(2).optional(),
    rows: z.array(z.strictObject({
      line,
      phones: z.array(cell).max(100).openapi({ description: "Cells that may hold the number." }),
      name: cell,
      contact_id: cell,
      time_zone: cell,
      country: cell,
    })).max(mostPartRows),
    rejected: z.array(audienceRejection).max(mostPartRows),
  }),
  z.strictObject({
    first_place: line,
    contact_ids: z.array(z.string().max(128)).min(1).max(mostPartRows),
  }),
]).openapi("AudiencePart");
export type AudiencePart = z.output<typeof audiencePart>;

export const audienceProgress = z.object({
  source: oneOf(codes.audience_source),
  state: z.enum(["running", "stopped", "loaded", "failed"]).openapi({
    description:
      "stopped: no piece of it came for two minutes; failed: a list of HubSpot of which problem says why. Nothing of either is kept.",
  }),
  rows_total: count.openapi({
    description: "Of a list what HubSpot says of its size, until all of it is read.",
  }),
  rows_read: count,
  seconds_left: count.nullable().openapi({ description: "By the pace so far, while it runs." }),
  accepted: count.nullable(),
  already_there: count.nullable(),
  duplicates: count.nullable(),
  rejected_count: count.nullable(),
  rejected: z.array(audienceRejection),
  started_at: z.string().openapi({ format: "date-time" }),
  finished_at: z.string().nullable().openapi({ format: "date-time" }),
  problem: z.object({
    code: oneOf(codes.audience_problem),
    reason: z.string(),
    next_try_at: z.string().nullable().openapi({
      format: "date-time",
      description: "When it goes on by itself; null: it does not.",
    }),
  }).nullable().openapi({ description: "What a list waits for while it is running, or why it failed." }),
}).openapi("AudienceProgress");
export type AudienceProgress = z.output<typeof audienceProgress>;
